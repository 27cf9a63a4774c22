package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildPhase;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Pairs the begins and ends of phases; an end without a begin makes a phase of its own. */
final class PhaseSpans {
  private final BuildLog log;
  private final Map<BuildPhase, Integer> open = new EnumMap<>(BuildPhase.class);
  private final List<PhaseSpan> spans = new ArrayList<>();

  private PhaseSpans(BuildLog log) {
    this.log = log;
  }

  /** The phases in the order in which they began. */
  static List<PhaseSpan> of(BuildLog log) {
    PhaseSpans spans = new PhaseSpans(log);
    for (LogEvent event : log.events()) {
      if (event instanceof PhaseBegan began) {
        spans.begin(began);
      } else if (event instanceof PhaseEnded ended) {
        spans.end(ended);
      }
    }
    return List.copyOf(spans.spans);
  }

  private void begin(PhaseBegan began) {
    open.put(began.phase(), spans.size());
    spans.add(span(began.phase(), began.line().number(), OptionalDouble.empty(), false));
  }

  private void end(PhaseEnded ended) {
    if (ended.phase() == BuildPhase.CALIBRATION_POST_PROCESSING) {
      finishCalibration();
    }
    Integer place = open.remove(ended.phase());
    if (place == null) {
      spans.add(span(ended.phase(), ended.line().number(), ended.seconds(), true));
    } else {
      spans.set(place, span(ended.phase(), spans.get(place).line(), ended.seconds(), true));
    }
  }

  /** Post-processing is the last of calibration; how long all of it took may still be told. */
  private void finishCalibration() {
    Integer place = open.get(BuildPhase.CALIBRATION);
    if (place != null) {
      long line = spans.get(place).line();
      spans.set(place, span(BuildPhase.CALIBRATION, line, OptionalDouble.empty(), true));
    }
  }

  private PhaseSpan span(BuildPhase phase, long line, OptionalDouble seconds, boolean finished) {
    Optional<Message> note =
        phase == BuildPhase.CALIBRATION ? Optional.of(batches()) : Optional.empty();
    return new PhaseSpan(phase.tag(), line, seconds, finished, note);
  }

  private Message batches() {
    return Message.of("diagnosis.phase-batches", log.all(BatchCalibrated.class).size());
  }
}
