package io.trtdoctor.probe;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How a process ended that nobody had told to.
 *
 * @param exitCode as its parent sees it; 128 and the signal's number for a signal
 * @param signalInReport the signal that the Java runtime's own crash report names, since the
 *     runtime then ends itself with SIGABRT
 */
public record Death(int exitCode, OptionalInt signalInReport) {
  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> NAMES =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  /** The signal's number, empty if the process exited by itself. */
  public OptionalInt signal() {
    if (signalInReport.isPresent()) {
      return signalInReport;
    }
    return exitCode > SIGNAL_BASE ? OptionalInt.of(exitCode - SIGNAL_BASE) : OptionalInt.empty();
  }

  /** For example {@code SIGSEGV} or {@code exit code 3}. */
  public String describe() {
    OptionalInt signal = signal();
    return signal.isPresent()
        ? NAMES.getOrDefault(signal.getAsInt(), "signal " + signal.getAsInt())
        : "exit code " + exitCode;
  }
}
