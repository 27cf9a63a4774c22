package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Gpu;
import io.trtdoctor.environment.Library;
import io.trtdoctor.environment.Need;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.Locale;
import java.util.StringJoiner;
import picocli.CommandLine.ParseResult;

/** Shows what this machine has for TensorRT, and what it lacks for which command. */
final class EnvCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("env").common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Environment environment = Environment.probe();
    boolean asJson = line.hasMatchedOption("--json");
    session
        .console()
        .print(asJson ? json(environment, session.texts()) : text(environment, session.texts()));
    return ExitStatus.FINE;
  }

  private static String text(Environment environment, Texts texts) {
    StringJoiner out = new StringJoiner("\n");
    basics(environment, texts).lines(0).forEach(out::add);
    Table libraries = new Table();
    for (Library library : environment.libraries()) {
      libraries.row(
          texts.render(library.kind().text()), library.version().orElse("?"), library.path());
    }
    if (!environment.libraries().isEmpty()) {
      out.add(texts.text("cli.env.libraries"));
      libraries.lines(2).forEach(out::add);
    }
    sources(environment, texts, out);
    environment.needs().forEach(need -> need(need, texts, out));
    return out.toString();
  }

  private static void sources(Environment environment, Texts texts, StringJoiner out) {
    if (environment.sources().isEmpty()) {
      return;
    }
    out.add(texts.text("cli.env.sources"));
    Table table = new Table();
    for (TensorRtSource source : environment.sources()) {
      table.row(
          source.version().orElse(source.line()),
          texts.text("cli.env.origin." + source.origin().name().toLowerCase(Locale.ROOT)),
          "--trt " + source.line(),
          source.place());
    }
    table.lines(2).forEach(out::add);
    environment.sources().stream()
        .filter(TensorRtSource::standIns)
        .map(source -> texts.text("cli.gpu.shims", source.place()))
        .forEach(out::add);
  }

  private static Table basics(Environment environment, Texts texts) {
    Environment.Jvm jvm = environment.jvm();
    Table table =
        new Table()
            .row("trt-doctor", Version.current())
            .row("JVM", jvm.name() + " " + jvm.version() + " (" + jvm.home() + ")")
            .row(texts.text("cli.env.system"), system(environment, texts))
            .row(
                texts.text("cli.env.driver"),
                environment.driver().orElseGet(() -> texts.text("cli.env.none")));
    environment.gpus().forEach(gpu -> table.row("GPU", described(gpu)));
    return table;
  }

  private static String system(Environment environment, Texts texts) {
    String system = environment.system() + " " + environment.architecture();
    return environment.container() ? texts.text("cli.env.in-container", system) : system;
  }

  private static String described(Gpu gpu) {
    String capability = gpu.computeCapability().map(c -> ", sm " + c).orElse("");
    String memory =
        gpu.memoryMebibytes().isPresent() ? ", " + gpu.memoryMebibytes().getAsLong() + " MiB" : "";
    return gpu.name() + capability + memory;
  }

  private static void need(Need need, Texts texts, StringJoiner out) {
    if (need.isMet()) {
      out.add(texts.text("cli.env.met", need.command()));
      return;
    }
    out.add(texts.text("cli.env.lacks", need.command()));
    for (Lack lack : need.lacks()) {
      out.add(texts.render(Message.of("cli.env.lack", lack.what(), lack.remedy())));
    }
  }

  private static String json(Environment environment, Texts texts) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("trtDoctor", Version.current());
          json.writeObjectFieldStart("jvm");
          json.writeStringField("name", environment.jvm().name());
          json.writeStringField("version", environment.jvm().version());
          json.writeStringField("home", environment.jvm().home());
          json.writeEndObject();
          json.writeStringField("system", environment.system());
          json.writeStringField("architecture", environment.architecture());
          json.writeBooleanField("container", environment.container());
          json.writeStringField("driver", environment.driver().orElse(null));
          JsonText.list(json, "gpus", environment.gpus(), gpu -> gpu(json, gpu));
          JsonText.list(json, "libraries", environment.libraries(), l -> library(json, l));
          JsonText.list(json, "tensorRt", environment.sources(), s -> source(json, s));
          JsonText.list(json, "needs", environment.needs(), need -> need(json, need, texts));
        });
  }

  private static void gpu(JsonGenerator json, Gpu gpu) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", gpu.name());
    json.writeStringField("computeCapability", gpu.computeCapability().orElse(null));
    if (gpu.memoryMebibytes().isPresent()) {
      json.writeNumberField("memoryMebibytes", gpu.memoryMebibytes().getAsLong());
    }
    json.writeEndObject();
  }

  private static void library(JsonGenerator json, Library library) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", library.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeStringField("path", library.path());
    json.writeStringField("version", library.version().orElse(null));
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, TensorRtSource source) throws IOException {
    json.writeStartObject();
    json.writeStringField("line", source.line());
    json.writeStringField("version", source.version().orElse(null));
    json.writeStringField("origin", source.origin().name().toLowerCase(Locale.ROOT));
    json.writeStringField("presets", source.presets());
    json.writeStringField("path", source.place());
    json.writeBooleanField("standIns", source.standIns());
    json.writeEndObject();
  }

  private static void need(JsonGenerator json, Need need, Texts texts) throws IOException {
    json.writeStartObject();
    json.writeStringField("command", need.command());
    json.writeBooleanField("met", need.isMet());
    JsonText.list(
        json,
        "lacks",
        need.lacks(),
        lack -> {
          json.writeStartObject();
          json.writeStringField("what", texts.render(lack.what()));
          json.writeStringField("remedy", texts.render(lack.remedy()));
          json.writeEndObject();
        });
    json.writeEndObject();
  }
}
