package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import picocli.CommandLine.ParseResult;

/** Lists a calibration cache. */
final class CacheShowCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("show").argument(0, "CACHE", true).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String file = line.matchedPositionalValue(0, "");
    CalibrationCache cache = CalibrationCacheReader.read(CaseFiles.path(file));
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(file, cache));
    } else {
      print(session, file, cache);
    }
    return ExitStatus.FINE;
  }

  private static void print(Session session, String file, CalibrationCache cache) {
    session.print(heading(file, cache));
    Texts texts = session.texts();
    Table table =
        new Table()
            .row(
                texts.text("cli.cache.line"),
                texts.text("cli.cache.scale"),
                texts.text("cli.cache.range"),
                texts.text("cli.cache.tensor"));
    for (Entry entry : cache.entries()) {
      table.row(
          Integer.toString(entry.line()),
          Decimals.of(entry.scale()),
          Decimals.of(entry.scale().range()),
          entry.tensor().value());
    }
    table.lines(0).forEach(session.console()::print);
    cache
        .unreadable()
        .forEach(bad -> session.print(Message.of("cli.cache.unreadable", bad.line(), bad.text())));
  }

  static Message heading(String file, CalibrationCache cache) {
    long zeros = cache.entries().stream().filter(e -> e.scale().value() == 0).count();
    Object header =
        cache.header().isEmpty() ? Message.of("cli.cache.no-header") : (Object) cache.header();
    return Message.of("cli.cache.heading", file, header, cache.entries().size(), zeros);
  }

  private static String json(String file, CalibrationCache cache) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("cache", file);
          json.writeStringField("header", cache.header());
          json.writeStringField("version", cache.version().map(Object::toString).orElse(null));
          json.writeStringField(
              "calibrator", cache.algorithm().map(CalibrationAlgorithm::className).orElse(null));
          JsonText.list(json, "entries", cache.entries(), entry -> entry(json, entry));
          JsonText.list(
              json,
              "unreadable",
              cache.unreadable(),
              bad -> {
                json.writeStartObject();
                json.writeNumberField("line", bad.line());
                json.writeStringField("text", bad.text());
                json.writeEndObject();
              });
        });
  }

  /** An entry as an object; a scale that JSON has no number for is null, its bits tell. */
  static void entry(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", entry.line());
    json.writeStringField("tensor", entry.tensor().value());
    Decimals.write(json, "scale", entry.scale().value());
    json.writeStringField("hex", entry.hex());
    json.writeEndObject();
  }
}
