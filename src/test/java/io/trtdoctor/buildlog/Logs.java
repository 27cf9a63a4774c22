package io.trtdoctor.buildlog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Logs for tests. */
final class Logs {
  private Logs() {}

  static List<BuildLog> builds(byte[] log) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(new ByteArrayInputStream(log), "test.log", builds::add);
    return builds;
  }

  static List<BuildLog> builds(String log) {
    return builds(log.getBytes(StandardCharsets.UTF_8));
  }

  static BuildLog only(String log) {
    List<BuildLog> builds = builds(log);
    if (builds.size() != 1) {
      throw new AssertionError(builds.size() + " builds instead of one");
    }
    return builds.get(0);
  }

  static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  /** A recording's text, for example {@code trt-8.6.1/effvit-healthy}. */
  static byte[] recording(String name) {
    return resource("/recordings/" + name + ".log.gz", true);
  }

  static byte[] fieldLog(String name) {
    return resource("/field-logs/" + name + ".log", false);
  }

  private static byte[] resource(String path, boolean compressed) {
    try (InputStream in = Logs.class.getResourceAsStream(path)) {
      InputStream plain = compressed ? new GZIPInputStream(in) : in;
      return plain.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
