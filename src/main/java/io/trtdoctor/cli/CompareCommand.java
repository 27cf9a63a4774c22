package io.trtdoctor.cli;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.html.HtmlComparison;
import io.trtdoctor.stored.CaseComparison;
import io.trtdoctor.stored.Difference;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Shows side by side what changed between two cases. */
final class CompareCommand implements Command {
  /** Longer lists are cut in print; {@code --json} and {@code --verbose} have all. */
  private static final int MOST_ROWS = 12;

  private static final int WIDEST = 60;

  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("compare").argument(0, "CASE_A", true).argument(1, "CASE_B", true);
    return TemplatesOption.addTo(FileOutput.addTo(layout)).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Optional<Path> page = FileOutput.of(line);
    StoredCase first = stored(line, 0);
    StoredCase second = stored(line, 1);
    CaseComparison comparison = CaseComparison.of(first, second);
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(comparison));
    } else {
      print(comparison, line.hasMatchedOption("--verbose"), session);
    }
    page.ifPresent(
        file ->
            FileOutput.write(
                session,
                file,
                page(first, second, comparison, TemplatesOption.of(line))
                    .in(session.texts().language())
                    .getBytes(StandardCharsets.UTF_8)));
    return ExitStatus.FINE;
  }

  private static HtmlComparison page(
      StoredCase first, StoredCase second, CaseComparison comparison, Optional<Path> templates) {
    return new HtmlComparison(
        language -> new ComparisonWords(Texts.in(language), comparison).of(first, second),
        Version.current(),
        templates);
  }

  private static StoredCase stored(ParseResult line, int index) {
    return StoredCase.read(CaseFiles.path(line.matchedPositionalValue(index, "")));
  }

  private static void print(CaseComparison comparison, boolean all, Session session) {
    Map<String, List<Difference>> groups =
        comparison.differences().stream().collect(Collectors.groupingBy(Difference::group));
    comparison
        .same()
        .forEach(
            (group, same) -> {
              List<Difference> differences = groups.getOrDefault(group, List.of());
              if (!differences.isEmpty()) {
                session.print(
                    Message.of(
                        "cli.compare.group",
                        Message.of("cli.compare.of." + group),
                        differences.size(),
                        same));
                rows(new ComparisonWords(session.texts(), comparison), differences, all, session);
              }
            });
    if (comparison.differences().isEmpty()) {
      session.print(Message.of("cli.compare.same"));
    }
  }

  private static void rows(
      ComparisonWords words, List<Difference> differences, boolean all, Session session) {
    Table table =
        new Table()
            .row(
                session.texts().text("cli.compare.what"),
                session.texts().text("cli.compare.first"),
                session.texts().text("cli.compare.second"));
    differences.stream()
        .limit(all ? Integer.MAX_VALUE : MOST_ROWS)
        .forEach(
            difference ->
                table.row(
                    Printable.shortened(Printable.line(words.name(difference)), WIDEST),
                    cell(difference.first()),
                    cell(difference.second())));
    table.lines(2).forEach(session.console()::print);
    if (!all && differences.size() > MOST_ROWS) {
      session.print(Message.of("cli.compare.more", differences.size() - MOST_ROWS));
    }
  }

  private static String cell(Optional<String> value) {
    return value.map(text -> Printable.cut(Printable.line(text), WIDEST)).orElse("-");
  }

  private static String json(CaseComparison comparison) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeObjectFieldStart("same");
          for (Map.Entry<String, Integer> group : comparison.same().entrySet()) {
            json.writeNumberField(group.getKey(), group.getValue());
          }
          json.writeEndObject();
          JsonText.list(
              json,
              "differences",
              comparison.differences(),
              difference -> {
                json.writeStartObject();
                json.writeStringField("group", difference.group());
                json.writeStringField("name", difference.name());
                json.writeStringField("first", difference.first().orElse(null));
                json.writeStringField("second", difference.second().orElse(null));
                json.writeEndObject();
              });
        });
  }
}
