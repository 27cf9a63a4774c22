package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CacheStep;
import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.calibration.EditedCache;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Tells what was done to a cache and writes it where {@code --out} says. */
final class CacheSteps {
  private CacheSteps() {}

  static ExitStatus finish(ParseResult line, Session session, String file, EditedCache edited) {
    Optional<Path> out = FileOutput.of(line);
    out.ifPresent(
        path -> FileOutput.write(session, path, CalibrationCacheWriter.bytes(edited.cache())));
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(file, out, edited, session.texts()));
    } else {
      print(session, edited);
      if (out.isEmpty()) {
        session.say(Message.of("cli.out.none"));
      }
    }
    return ExitStatus.FINE;
  }

  private static void print(Session session, EditedCache edited) {
    edited.steps().forEach(step -> session.print(step.text()));
    long changes = edited.steps().stream().filter(CacheStep::isChange).count();
    session.print(
        Message.of(
            "cli.cache.steps",
            changes,
            edited.steps().size() - changes,
            edited.cache().entries().size()));
  }

  private static String json(String file, Optional<Path> out, EditedCache edited, Texts texts) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("cache", file);
          json.writeStringField("out", out.map(Path::toString).orElse(null));
          json.writeNumberField("entries", edited.cache().entries().size());
          JsonText.list(json, "steps", edited.steps(), step -> step(json, step, texts));
        });
  }

  private static void step(JsonGenerator json, CacheStep step, Texts texts) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", step.kind().tag());
    json.writeBooleanField("change", step.isChange());
    if (step.tensor().isPresent()) {
      json.writeStringField("tensor", step.tensor().orElseThrow().value());
    }
    json.writeStringField("text", texts.render(step.text()));
    json.writeEndObject();
  }
}
