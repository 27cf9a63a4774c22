package io.trtdoctor.worker.client;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.worker.protocol.LogLineFrame;

/** Log messages as they come over the wire to those of a probe. */
final class LogMessages {
  private static final double NANOS = 1e9;

  private LogMessages() {}

  static LogMessage of(LogLineFrame frame) {
    return new LogMessage(frame.nanos() / NANOS, severity(frame.severity()), frame.text());
  }

  /** ILogger's numbers. */
  private static LogSeverity severity(int number) {
    return switch (number) {
      case 0 -> LogSeverity.INTERNAL_ERROR;
      case 1 -> LogSeverity.ERROR;
      case 2 -> LogSeverity.WARNING;
      case 3 -> LogSeverity.INFO;
      case 4 -> LogSeverity.VERBOSE;
      default -> LogSeverity.NONE;
    };
  }
}
