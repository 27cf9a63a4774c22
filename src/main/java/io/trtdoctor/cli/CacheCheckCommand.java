package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CacheCheck;
import io.trtdoctor.calibration.CacheProblem;
import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.calibration.NetworkFit;
import io.trtdoctor.calibration.Renames;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Looks for faults in a calibration cache, against a network if there is one. */
final class CacheCheckCommand implements Command {
  private static final int MOST_SHOWN = 20;

  @Override
  public CommandLayout layout() {
    return CommandLayout.named("check")
        .argument(0, "CACHE", true)
        .argument(1, "MODEL.onnx", false)
        .value("OLD.onnx", "--before")
        .value("VERSION", "--trt")
        .value("entropy2|entropy|minmax|legacy", "--calibrator")
        .common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String file = line.matchedPositionalValue(0, "");
    CalibrationCache cache = CalibrationCacheReader.read(CaseFiles.path(file));
    CacheTarget target = CacheTarget.of(line, cache);
    Optional<CacheModel> model = CacheModel.at(line, 1);
    if (model.isEmpty() && line.hasMatchedOption("--before")) {
      throw new UsageException(Message.of("cli.cache.rename-without-model"));
    }
    Optional<NetworkFit> fit = model.map(m -> fit(cache, m));
    List<CacheProblem> problems = problems(cache, target, model, fit);
    Renames renames =
        model
            .map(m -> Renames.of(cache, m.network(), CacheModel.before(line)))
            .orElse(Renames.NONE);
    boolean faulty = problems.stream().anyMatch(CacheProblem::isFault);
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(file, faulty, problems, fit, renames, session.texts()));
    } else {
      print(session, CacheShowCommand.heading(file, cache), problems, fit);
      print(session, renames);
    }
    return faulty ? ExitStatus.CAUSE_NAMED : ExitStatus.FINE;
  }

  private static NetworkFit fit(CalibrationCache cache, CacheModel model) {
    return CacheCheck.against(cache, model.graph().network(), model.graph()::needsNoScale);
  }

  /** With a network at hand it is known which zero scales matter. */
  private static List<CacheProblem> problems(
      CalibrationCache cache,
      CacheTarget target,
      Optional<CacheModel> model,
      Optional<NetworkFit> fit) {
    return Stream.of(
            CacheCheck.alone(cache, target.version(), target.calibrator()).stream()
                .filter(p -> fit.isEmpty() || p.kind() != Kind.ZERO_SCALE_MAYBE_CONSTANT),
            fit.stream().flatMap(f -> f.problems().stream()),
            model.stream().flatMap(m -> CacheCheck.besideEachOther(cache, m.network()).stream()))
        .flatMap(problems -> problems)
        .toList();
  }

  private static void print(Session session, Renames renames) {
    if (renames.names().isEmpty()) {
      return;
    }
    session.print(
        Message.of(
            "cli.cache.renames",
            renames.names().size(),
            Message.of(
                renames.byStructure() ? "calibration.by-structure" : "calibration.by-name")));
    renames.names().entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(e -> session.console().print("  " + e.getKey() + " -> " + e.getValue()));
    if (renames.names().size() > MOST_SHOWN) {
      session.print(Message.of("cli.more", renames.names().size() - MOST_SHOWN));
    }
  }

  private static void print(
      Session session, Message heading, List<CacheProblem> problems, Optional<NetworkFit> fit) {
    session.print(heading);
    fit.map(CacheCheckCommand::summary).ifPresent(session::print);
    problems.stream().limit(MOST_SHOWN).forEach(p -> session.print(told(p)));
    if (problems.size() > MOST_SHOWN) {
      session.print(Message.of("cli.more", problems.size() - MOST_SHOWN));
    }
    if (problems.isEmpty()) {
      session.print(Message.of("cli.cache.sound"));
    }
  }

  private static Message summary(NetworkFit fit) {
    return Message.of(
        "cli.cache.fit",
        Message.of("cli.cache.fit." + tag(fit)),
        fit.covered(),
        fit.expected(),
        fit.foreign(),
        fit.internal());
  }

  private static String tag(NetworkFit fit) {
    return fit.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Message told(CacheProblem problem) {
    Message weight =
        Message.of("cli.cache.weight." + problem.kind().weight().name().toLowerCase(Locale.ROOT));
    return problem
        .line()
        .map(line -> Message.of("cli.cache.problem-in-line", weight, line, problem.text()))
        .orElseGet(() -> Message.of("cli.cache.problem", weight, problem.text()));
  }

  private static String json(
      String file,
      boolean faulty,
      List<CacheProblem> problems,
      Optional<NetworkFit> fit,
      Renames renames,
      Texts texts) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("cache", file);
          json.writeBooleanField("faulty", faulty);
          JsonText.list(json, "problems", problems, p -> problem(json, p, texts));
          if (fit.isPresent()) {
            network(json, fit.orElseThrow());
            renames(json, renames);
          }
        });
  }

  private static void problem(JsonGenerator json, CacheProblem problem, Texts texts)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", problem.kind().tag());
    json.writeBooleanField("fault", problem.isFault());
    if (problem.line().isPresent()) {
      json.writeNumberField("line", problem.line().orElseThrow());
    }
    if (problem.tensor().isPresent()) {
      json.writeStringField("tensor", problem.tensor().orElseThrow().value());
    }
    json.writeStringField("text", texts.render(problem.text()));
    json.writeEndObject();
  }

  private static void renames(JsonGenerator json, Renames renames) throws IOException {
    json.writeBooleanField("renamesByStructure", renames.byStructure());
    json.writeArrayFieldStart("possibleRenames");
    for (var name : renames.names().entrySet()) {
      json.writeStartObject();
      json.writeStringField("tensor", name.getKey().value());
      json.writeStringField("now", name.getValue().value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void network(JsonGenerator json, NetworkFit fit) throws IOException {
    json.writeObjectFieldStart("network");
    json.writeStringField("verdict", tag(fit));
    json.writeNumberField("expected", fit.expected());
    json.writeNumberField("covered", fit.covered());
    json.writeNumberField("known", fit.known());
    json.writeNumberField("internal", fit.internal());
    json.writeNumberField("foreign", fit.foreign());
    json.writeEndObject();
  }
}
