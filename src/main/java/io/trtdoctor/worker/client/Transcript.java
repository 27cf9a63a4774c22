package io.trtdoctor.worker.client;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.PhaseMark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What has come of a probe so far. */
final class Transcript {
  /** A verbose build writes up to 28,000 messages; a child that floods must not fill our memory. */
  private static final int MOST_MESSAGES = 1_000_000;

  private static final double NANOS = 1e9;

  private final Child child;
  private final String model;
  private final OptionalDouble startSeconds;
  private final List<LogMessage> log = new ArrayList<>();
  private final List<CalibratorCall> calls = new ArrayList<>();
  private final Map<PhaseMark.Phase, Long> begun = new EnumMap<>(PhaseMark.Phase.class);
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private boolean parsed;

  /**
   * @param startSeconds how long the probe waited for a child, if it had to
   */
  Transcript(Child child, String model, OptionalDouble startSeconds) {
    this.child = child;
    this.model = model;
    this.startSeconds = startSeconds;
  }

  void add(LogMessage message) {
    if (log.size() < MOST_MESSAGES) {
      log.add(message);
    }
  }

  void add(CalibratorCall call) {
    calls.add(call);
  }

  void add(PhaseMark mark) {
    if (mark.begins()) {
      begun.put(mark.phase(), mark.nanos());
      return;
    }
    long from = begun.getOrDefault(mark.phase(), 0L);
    phases.put(mark.phase().name().toLowerCase(Locale.ROOT), (mark.nanos() - from) / NANOS);
    if (mark.phase() == PhaseMark.Phase.PARSE) {
      parsed = true;
      child.keepParseLog(model, log);
    }
  }

  boolean nothingYet() {
    return log.isEmpty() && begun.isEmpty();
  }

  /** The first error of this probe itself. */
  Optional<LogMessage> firstError() {
    return log.stream().filter(message -> message.severity().isError()).findFirst();
  }

  String lastLine() {
    return log.isEmpty() ? "" : log.get(log.size() - 1).text();
  }

  Observations observations(Optional<Answer> answer) {
    ChildFiles files = child.process().files();
    return new Observations(
        wholeLog(),
        allPhases(),
        calls,
        answer.flatMap(Answer::calibrationCache),
        answer.map(Answer::planBytes).orElse(OptionalLong.empty()),
        files.newStdout(),
        files.newStderr(),
        answer.flatMap(Answer::engine),
        answer.map(Answer::layers).orElse(List.of()),
        files.leftBehind(),
        child.machine(),
        answer.flatMap(Answer::measurement));
  }

  private List<LogMessage> wholeLog() {
    // The child's parse log is known under the model by now, even if this probe parsed it.
    List<LogMessage> whole = new ArrayList<>(parsed ? child.logBefore("") : child.logBefore(model));
    whole.addAll(log);
    return whole;
  }

  private Map<String, Double> allPhases() {
    Map<String, Double> all = new LinkedHashMap<>();
    startSeconds.ifPresent(seconds -> all.put("start", seconds));
    all.putAll(phases);
    return all;
  }
}
