package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Outcomes as JSON, whole, so that a recording answers as the GPU did. */
public final class OutcomeJson {
  private OutcomeJson() {}

  public static ObjectNode tree(Outcome outcome) {
    ObjectNode out = object().put("outcome", outcome.tag());
    if (outcome instanceof Outcome.Failed failed) {
      out.put("symptom", failed.symptom());
    } else if (outcome instanceof Outcome.Stopped stopped) {
      out.put("after", stopped.after().name());
    } else if (outcome instanceof Outcome.Crashed crashed) {
      out.put("exit_code", crashed.death().exitCode());
      crashed.death().signalInReport().ifPresent(signal -> out.put("signal", signal));
      out.put("last_line", crashed.lastLine());
    } else if (outcome instanceof Outcome.Hung hung) {
      out.put("limit_ms", hung.limit().toMillis());
    } else if (outcome instanceof Outcome.Unresolved unresolved) {
      out.set("reason", message(unresolved.reason()));
    }
    out.set("observations", observations(outcome.observations()));
    return out;
  }

  /**
   * Reads an outcome.
   *
   * @throws BadInputException if the tree is none
   */
  public static Outcome read(JsonNode node) {
    Observations seen = readObservations(JsonFields.required(node, "observations"));
    String kind = JsonFields.text(node, "outcome");
    return switch (kind) {
      case "built" -> new Outcome.Built(seen);
      case "failed" -> new Outcome.Failed(JsonFields.text(node, "symptom"), seen);
      case "stopped" ->
          new Outcome.Stopped(JsonFields.constant(node, "after", Until.Phase.class), seen);
      case "crashed" ->
          new Outcome.Crashed(readDeath(node), JsonFields.text(node, "last_line"), seen);
      case "hung" -> new Outcome.Hung(Duration.ofMillis(JsonFields.number(node, "limit_ms")), seen);
      case "unresolved" ->
          new Outcome.Unresolved(readMessage(JsonFields.required(node, "reason")), seen);
      default -> throw JsonFields.wrong("outcome", node.get("outcome"));
    };
  }

  private static Death readDeath(JsonNode node) {
    return new Death(
        JsonFields.integer(node, "exit_code"),
        node.has("signal")
            ? OptionalInt.of(JsonFields.integer(node, "signal"))
            : OptionalInt.empty());
  }

  private static ObjectNode message(Message message) {
    ObjectNode out = object().put("key", message.key());
    ArrayNode args = out.putArray("args");
    for (Object arg : message.args()) {
      if (arg instanceof Message nested) {
        args.add(message(nested));
      } else {
        args.add(arg.toString());
      }
    }
    return out;
  }

  private static Message readMessage(JsonNode node) {
    List<Object> args =
        JsonFields.list(node, "args", arg -> arg.isObject() ? readMessage(arg) : arg.asText());
    return new Message(JsonFields.text(node, "key"), args);
  }

  private static ObjectNode observations(Observations seen) {
    ObjectNode out = object();
    ArrayNode log = out.putArray("log");
    for (LogMessage line : seen.log()) {
      log.addArray().add(line.seconds()).add(line.severity().name()).add(line.text());
    }
    ObjectNode phases = out.putObject("phase_seconds");
    seen.phaseSeconds().forEach(phases::put);
    ArrayNode calls = out.putArray("calibrator_calls");
    seen.calibratorCalls().forEach(call -> calls.add(CalibratorCallJson.tree(call)));
    seen.calibrationCache().ifPresent(cache -> out.put("calibration_cache", cache));
    seen.planBytes().ifPresent(bytes -> out.put("plan_bytes", bytes));
    out.put("stdout", seen.stdout()).put("stderr", seen.stderr());
    seen.engine().ifPresent(engine -> out.put("engine", engine));
    ArrayNode layers = out.putArray("layers");
    seen.layers().forEach(layer -> layers.add(BuilderLayerJson.tree(layer)));
    ArrayNode files = out.putArray("files");
    seen.files().forEach(files::add);
    ObjectNode machine = out.putObject("machine");
    seen.machine().forEach(machine::put);
    seen.measurement().ifPresent(m -> out.set("measurement", MeasurementJson.tree(m)));
    return out;
  }

  private static Observations readObservations(JsonNode node) {
    return new Observations(
        JsonFields.list(node, "log", OutcomeJson::logMessage),
        phases(node.path("phase_seconds")),
        JsonFields.list(node, "calibrator_calls", CalibratorCallJson::read),
        JsonFields.optionalText(node, "calibration_cache"),
        node.has("plan_bytes")
            ? OptionalLong.of(JsonFields.number(node, "plan_bytes"))
            : OptionalLong.empty(),
        JsonFields.text(node, "stdout"),
        JsonFields.text(node, "stderr"),
        JsonFields.optionalText(node, "engine"),
        JsonFields.list(node, "layers", BuilderLayerJson::read),
        JsonFields.list(node, "files", JsonNode::asText),
        machine(node.path("machine")),
        node.has("measurement")
            ? Optional.of(MeasurementJson.read(node.get("measurement")))
            : Optional.empty());
  }

  private static LogMessage logMessage(JsonNode node) {
    return new LogMessage(
        node.path(0).asDouble(),
        JsonFields.element(node.path(1), "log", LogSeverity.class),
        node.path(2).asText());
  }

  private static Map<String, Double> phases(JsonNode node) {
    Map<String, Double> phases = new LinkedHashMap<>();
    node.properties().forEach(e -> phases.put(e.getKey(), e.getValue().asDouble()));
    return phases;
  }

  private static Map<String, String> machine(JsonNode node) {
    Map<String, String> machine = new LinkedHashMap<>();
    node.properties().forEach(e -> machine.put(e.getKey(), e.getValue().asText()));
    return machine;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
