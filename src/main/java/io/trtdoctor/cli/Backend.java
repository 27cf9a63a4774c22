package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.nio.file.Path;

/** Where builds are made: {@code --backend}. */
sealed interface Backend {
  /** Here if everything is there and no log is given, else nowhere. */
  record Auto() implements Backend {}

  /** Here, or not at all. */
  record Gpu() implements Backend {}

  /** Nowhere. */
  record None() implements Backend {}

  /** They were made before. */
  record Replay(Path recording) implements Backend {}

  /**
   * What somebody typed.
   *
   * @throws UsageException if it means nothing
   */
  static Backend parse(String text) {
    if (text.startsWith("replay:") && text.length() > "replay:".length()) {
      return new Replay(CaseFiles.path(text.substring("replay:".length())));
    }
    return switch (text) {
      case "auto" -> new Auto();
      case "gpu" -> new Gpu();
      case "none" -> new None();
      default -> throw new UsageException(Message.of("cli.backend.unknown", text));
    };
  }
}
