package io.trtdoctor.cli;

import io.trtdoctor.check.Catalogue;
import io.trtdoctor.check.Cause;
import io.trtdoctor.check.CausePage;
import io.trtdoctor.check.Check;
import io.trtdoctor.check.Guide;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Prints what the catalogue knows of a cause. */
final class ExplainCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("explain").argument(0, "CAUSE", false).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    boolean asJson = line.hasMatchedOption("--json");
    Optional<String> topic = Optional.ofNullable(line.<String>matchedPositionalValue(0, null));
    if (topic.isEmpty()) {
      session.console().print(asJson ? listJson(session.texts()) : list(session.texts()));
    } else {
      String page = page(topic.orElseThrow(), session.texts().language()).stripTrailing();
      session.console().print(asJson ? pageJson(topic.orElseThrow(), page) : page);
    }
    return ExitStatus.FINE;
  }

  private static List<Cause> causes() {
    return Catalogue.all().stream().map(Check::cause).toList();
  }

  private static String list(Texts texts) {
    Table table = new Table();
    causes().forEach(cause -> table.row(cause.id(), texts.render(cause.text("title"))));
    Table guides = new Table();
    Guide.all()
        .forEach(guide -> guides.row(guide.id(), texts.text("guides." + guide.id() + ".title")));
    return String.join(
        "\n",
        Stream.of(
                Stream.of(texts.text("cli.explain.causes", causes().size())),
                table.lines(2).stream(),
                Stream.of("", texts.text("cli.explain.guides")),
                guides.lines(2).stream())
            .flatMap(lines -> lines)
            .toList());
  }

  private static String page(String topic, Language language) {
    return Catalogue.find(topic)
        .map(check -> CausePage.of(check.cause()).markdown(language))
        .or(() -> Guide.find(topic).map(guide -> guide.markdown(language)))
        .orElseThrow(() -> new UsageException(unknown(topic)));
  }

  private static Message unknown(String topic) {
    List<String> known =
        Stream.concat(causes().stream().map(Cause::id), Guide.all().stream().map(Guide::id))
            .toList();
    List<String> close = Closest.to(topic, known);
    Message unknown = Message.of("cli.explain.unknown", topic);
    return close.isEmpty()
        ? unknown
        : Message.of("cli.usage.did-you-mean", unknown, String.join(", ", close));
  }

  private static String listJson(Texts texts) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          JsonText.list(
              json,
              "causes",
              causes(),
              cause -> {
                json.writeStartObject();
                json.writeStringField("id", cause.id());
                json.writeStringField("title", texts.render(cause.text("title")));
                json.writeEndObject();
              });
        });
  }

  private static String pageJson(String topic, String page) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("id", topic);
          json.writeStringField("markdown", page);
        });
  }
}
