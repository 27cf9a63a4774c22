package io.trtdoctor.probe;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.buildlog.LogSeverity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a probe logged, as a builder log. */
public final class ProbeLog {
  private ProbeLog() {}

  /**
   * The log as text, {@code seconds severity message} a line; what was printed to stdout follows.
   */
  public static String text(Observations seen) {
    StringBuilder out = new StringBuilder();
    for (LogMessage message : seen.log()) {
      out.append(String.format(Locale.ROOT, "%.6f ", message.seconds()))
          .append(message.severity() == LogSeverity.NONE ? "" : "k" + message.severity() + " ")
          .append(message.text())
          .append('\n');
    }
    return out.append(seen.stdout()).toString();
  }

  /**
   * The builds that the log tells of: one for a probe, none if nothing was logged.
   *
   * @param name what to call the log in evidence
   */
  public static List<BuildLog> builds(Observations seen, String name) {
    String text = text(seen);
    List<BuildLog> builds = new ArrayList<>();
    if (!text.isBlank()) {
      BuildLogReader.read(
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name, builds::add);
    }
    return builds;
  }
}
