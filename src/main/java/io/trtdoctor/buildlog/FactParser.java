package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.Fact;
import io.trtdoctor.buildlog.LogEvent.Fact.Topic;
import io.trtdoctor.model.TensorRtVersion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes down what a log mentions about the build in passing, each thing once. */
final class FactParser {
  private static final int MOST_LINES_ASKED_FOR_THE_PROGRAM = 60;
  private static final int MOST_FACTS = 1000;
  private static final String RUNNING = "&&&& RUNNING ";
  private static final String POLYGRAPHY_RUNNING = "RUNNING | Command Line: ";

  private final Consumer<LogEvent> sink;
  private final Set<String> known = new HashSet<>();
  private Optional<TensorRtVersion> version = Optional.empty();
  private boolean programKnown;
  private int asked;

  FactParser(Consumer<LogEvent> sink) {
    this.sink = sink;
  }

  Optional<TensorRtVersion> version() {
    return version;
  }

  void note(LogLine line) {
    String message = line.message();
    if (message.isEmpty()) {
      return;
    }
    switch (message.charAt(0)) {
      case 'I' -> value(line, "Input filename:", Topic.MODEL_FILE);
      case 'M' -> value(line, "Model:", Topic.MODEL_FILE);
      case 'O' -> network(line, message);
      case 'P' -> {
        value(line, "Producer name:", Topic.PRODUCER);
        value(line, "Precision:", Topic.PRECISION);
      }
      case 'C' -> value(line, "Calibration:", Topic.CALIBRATION);
      case 'F' -> flags(line, message);
      case 'R', '&' -> running(line, message);
      default -> {}
    }
    version(line, message);
    program(line);
  }

  private void network(LogLine line, String message) {
    value(line, "Opset version:", Topic.OPSET);
    if (message.startsWith("Original: ") && message.endsWith(" layers")) {
      int count = Wording.digits(message, "Original: ".length());
      if (count >= 0) {
        add(line, Topic.LAYER_COUNT, Integer.toString(count));
      }
    }
  }

  /** {@code Flags | [FP16, INT8]}, from the table that Polygraphy prints before it builds. */
  private void flags(LogLine line, String message) {
    if (message.startsWith("Flags ")) {
      Wording.between(message, "| [", "]").ifPresent(flags -> add(line, Topic.PRECISION, flags));
    }
  }

  private void running(LogLine line, String message) {
    if (message.startsWith(RUNNING)) {
      Wording.after(message, " # ")
          .ifPresent(command -> add(line, Topic.COMMAND_LINE, command.strip()));
    } else if (message.startsWith(POLYGRAPHY_RUNNING)) {
      add(line, Topic.COMMAND_LINE, message.substring(POLYGRAPHY_RUNNING.length()).strip());
    }
  }

  private void version(LogLine line, String message) {
    if (!message.contains("TensorRT")
        && !message.contains("tensorrt")
        && !message.contains("libnvinfer_builder_resource")
        && !message.contains("TRT-")) {
      return;
    }
    VersionText.in(message)
        .ifPresent(
            spelled -> {
              add(line, Topic.TENSORRT_VERSION, spelled);
              if (version.isEmpty()) {
                version = VersionText.parse(spelled);
              }
            });
  }

  private void program(LogLine line) {
    if (programKnown || asked++ >= MOST_LINES_ASKED_FOR_THE_PROGRAM) {
      return;
    }
    String name = programOf(line.raw());
    if (!name.isEmpty()) {
      programKnown = true;
      add(line, Topic.PROGRAM, name);
    }
  }

  private static String programOf(String raw) {
    if (raw.contains("TensorRT.trtexec")) {
      return "trtexec";
    }
    if (raw.contains("onnxruntime") || raw.contains("TensorrtExecutionProvider")) {
      return "onnxruntime";
    }
    if (raw.contains("Torch-TensorRT") || raw.contains("torch_tensorrt")) {
      return "torch-tensorrt";
    }
    if (raw.contains("gstnvinfer") || raw.contains("NvDsInfer")) {
      return "deepstream";
    }
    if (raw.contains("olygraphy")) {
      return "polygraphy";
    }
    if (raw.contains("tritonserver")) {
      return "triton";
    }
    return raw.contains("Paddle-TRT") ? "paddle" : "";
  }

  private void value(LogLine line, String label, Topic topic) {
    if (line.message().startsWith(label)) {
      String value = line.message().substring(label.length()).strip();
      if (!value.isEmpty()) {
        add(line, topic, value);
      }
    }
  }

  private void add(LogLine line, Topic topic, String value) {
    if (known.size() < MOST_FACTS && known.add(topic.name().concat(value))) {
      sink.accept(new Fact(line, topic, value));
    }
  }
}
