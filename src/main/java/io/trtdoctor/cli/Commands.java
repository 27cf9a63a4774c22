package io.trtdoctor.cli;

import java.util.List;
import java.util.Optional;

/** The commands by name; only those asked for are made. */
final class Commands {
  private static final List<String> SHOWN =
      List.of(
          "diagnose",
          "bisect",
          "triage",
          "calibrate",
          "bundle",
          "open",
          "compare",
          "inspect",
          "cache",
          "explain",
          "env");
  private static final List<String> HIDDEN =
      List.of("generate-completion", "generate-man", "record-cases", "self-test", "warm-up");

  private Commands() {}

  /** The names that help lists, in its order. */
  static List<String> shown() {
    return SHOWN;
  }

  /** The names that are for scripts. */
  static List<String> hidden() {
    return HIDDEN;
  }

  static Optional<Command> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "diagnose" -> new DiagnoseCommand();
          case "bisect" -> new BisectCommand();
          case "triage" -> new TriageCommand();
          case "bundle" -> new BundleCommand();
          case "open" -> new OpenCommand();
          case "compare" -> new CompareCommand();
          case "calibrate" -> new CalibrateCommand();
          case "inspect" -> new InspectCommand();
          case "cache" -> new CacheCommand();
          case "explain" -> new ExplainCommand();
          case "env" -> new EnvCommand();
          case "generate-completion" -> new CompletionCommand();
          case "generate-man" -> new ManCommand();
          case "self-test" -> new SelfTestCommand();
          case "record-cases" -> new RecordCasesCommand();
          case "warm-up" -> new WarmUpCommand();
          default -> null;
        });
  }
}
