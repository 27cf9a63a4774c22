package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.CalibratorCall;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of {@code scripts/calibrator_spy.py}, which logs every callback of a calibrator. */
final class SpyLine {
  private static final String MARK = "[calibrator-spy] ";
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\(.*\\) #(\\d{1,9}) (?:-> (.*)|raised (.*))");
  private static final Pattern UNDEFINED = Pattern.compile("(\\w+) is (NOT DEFINED by .*)");

  private SpyLine() {}

  static boolean is(String text) {
    return text.startsWith(MARK);
  }

  /** The call it tells of, empty if it tells of none. */
  static Optional<LogEvent> parse(LogLine line) {
    String text = line.message();
    if (!is(text)) {
      return Optional.empty();
    }
    String said = text.substring(MARK.length());
    Matcher call = CALL.matcher(said);
    if (call.matches()) {
      boolean raised = call.group(4) != null;
      return Optional.of(
          new CalibratorCall(
              line,
              call.group(1),
              Integer.parseInt(call.group(2)),
              raised ? call.group(4) : call.group(3),
              raised));
    }
    Matcher undefined = UNDEFINED.matcher(said);
    return undefined.matches()
        ? Optional.of(new CalibratorCall(line, undefined.group(1), 0, undefined.group(2), false))
        : Optional.empty();
  }
}
