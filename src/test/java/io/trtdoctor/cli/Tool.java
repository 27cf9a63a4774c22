package io.trtdoctor.cli;

import io.trtdoctor.console.RecordingConsole;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the tool inside the test's JVM. */
final class Tool {
  private final RecordingConsole console = new RecordingConsole();
  private final int exitCode;

  private Tool(Map<String, String> environment, byte[] standardInput, String... args) {
    exitCode =
        new TrtDoctor(console, new ByteArrayInputStream(standardInput), environment).run(args);
  }

  static Tool run(String... args) {
    return new Tool(Map.of("LANG", "C.UTF-8"), new byte[0], args);
  }

  static Tool runIn(Map<String, String> environment, String... args) {
    return new Tool(environment, new byte[0], args);
  }

  static Tool runWithInput(String standardInput, String... args) {
    return new Tool(Map.of(), standardInput.getBytes(StandardCharsets.UTF_8), args);
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return console.results();
  }

  String err() {
    return console.remarks();
  }
}
