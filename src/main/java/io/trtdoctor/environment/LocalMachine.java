package io.trtdoctor.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The machine we run on. */
final class LocalMachine implements Machine {
  /**
   * nvidia-smi takes a second or two where the driver has to wake up, and hangs where it is ill.
   */
  private static final int LONGEST_SECONDS = 10;

  @Override
  public Path root() {
    return Path.of("/");
  }

  @Override
  public Map<String, String> variables() {
    return System.getenv();
  }

  @Override
  public String property(String name) {
    return System.getProperty(name, "");
  }

  @Override
  public Optional<String> output(List<String> command) {
    try {
      Path file = Files.createTempFile("trt-doctor", ".out");
      try {
        return ends(command, file)
            ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
            : Optional.empty();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean ends(List<String> command, Path file)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(file.toFile())
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
