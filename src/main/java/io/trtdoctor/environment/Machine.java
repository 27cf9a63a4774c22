package io.trtdoctor.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine that is looked at; a double in tests. */
public interface Machine {
  /** The folder that stands for {@code /}. */
  Path root();

  /** The environment variables. */
  Map<String, String> variables();

  /** A system property of the JVM, empty text if it has none of that name. */
  String property(String name);

  /**
   * What a command prints to standard output.
   *
   * @return empty if there is no such command, it fails, or it does not end in time
   */
  Optional<String> output(List<String> command);

  /** The machine we run on. */
  static Machine local() {
    return new LocalMachine();
  }
}
