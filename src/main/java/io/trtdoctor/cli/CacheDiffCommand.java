package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CacheDiff;
import io.trtdoctor.calibration.CacheDiff.Change;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Compares two calibration caches. */
final class CacheDiffCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("diff")
        .argument(0, "OLD", true)
        .argument(1, "NEW", true)
        .argument(2, "MODEL.onnx", false)
        .common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String first = line.matchedPositionalValue(0, "");
    String second = line.matchedPositionalValue(1, "");
    CalibrationCache old = CalibrationCacheReader.read(CaseFiles.path(first));
    CalibrationCache now = CalibrationCacheReader.read(CaseFiles.path(second));
    CacheDiff diff =
        CacheModel.at(line, 2)
            .map(model -> CacheDiff.of(old, now, model.network()))
            .orElseGet(() -> CacheDiff.of(old, now));
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(first, second, diff));
    } else {
      print(session, first, second, diff);
    }
    return ExitStatus.FINE;
  }

  private static void print(Session session, String first, String second, CacheDiff diff) {
    session.print(Message.of("cli.cache.diff.same", diff.same(), diff.changes().size()));
    only(session, first, diff.onlyInFirst());
    only(session, second, diff.onlyInSecond());
    if (!diff.changes().isEmpty()) {
      changes(session.texts(), diff.changes()).lines(2).forEach(session.console()::print);
    }
  }

  private static void only(Session session, String file, List<Entry> entries) {
    if (!entries.isEmpty()) {
      session.print(Message.of("cli.cache.diff.only", file, entries.size()));
      entries.forEach(entry -> session.console().print("  " + entry.tensor()));
    }
  }

  private static Table changes(Texts texts, List<Change> changes) {
    Table table =
        new Table()
            .row(
                texts.text("cli.cache.diff.effect"),
                texts.text("cli.cache.diff.old"),
                texts.text("cli.cache.diff.new"),
                texts.text("cli.cache.diff.ratio"),
                texts.text("cli.cache.tensor"));
    for (Change change : changes) {
      table.row(
          Decimals.significant(change.effect()),
          Decimals.of(change.first()),
          Decimals.of(change.second()),
          Decimals.significant(change.ratio()),
          change.tensor().value());
    }
    return table;
  }

  private static String json(String first, String second, CacheDiff diff) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("first", first);
          json.writeStringField("second", second);
          json.writeNumberField("same", diff.same());
          JsonText.list(
              json,
              "onlyInFirst",
              diff.onlyInFirst(),
              e -> CacheShowCommand.entry(json, e, Optional.empty()));
          JsonText.list(
              json,
              "onlyInSecond",
              diff.onlyInSecond(),
              e -> CacheShowCommand.entry(json, e, Optional.empty()));
          JsonText.list(json, "changes", diff.changes(), change -> change(json, change));
        });
  }

  private static void change(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("tensor", change.tensor().value());
    Decimals.write(json, "first", change.first().value());
    Decimals.write(json, "second", change.second().value());
    Decimals.write(json, "ratio", change.ratio());
    Decimals.write(json, "bits", change.bits());
    json.writeNumberField("readers", change.readers());
    json.writeEndObject();
  }
}
