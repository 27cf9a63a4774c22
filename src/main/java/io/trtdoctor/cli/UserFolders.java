package io.trtdoctor.cli;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folders that we keep things in for a user, by the XDG base directory specification. */
final class UserFolders {
  private static final String TOOL = "trt-doctor";

  private final Map<String, String> environment;

  UserFolders(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A folder for what can be made again, made if it is not there. */
  Path cache(String name) {
    return made(base("XDG_CACHE_HOME", ".cache").resolve(TOOL).resolve(name));
  }

  /** A folder for what children print and leave when they crash, made if it is not there. */
  Path work() {
    return made(base("XDG_STATE_HOME", ".local/state").resolve(TOOL).resolve("children"));
  }

  private Path base(String variable, String otherwise) {
    return Optional.ofNullable(environment.get(variable))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .or(() -> Optional.ofNullable(environment.get("HOME")).map(h -> Path.of(h, otherwise)))
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("cli.cannot-write", folder, String.valueOf(e.getMessage())), e);
    }
  }
}
