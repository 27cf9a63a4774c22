package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildPhase;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.CalibratorAbsent;
import io.trtdoctor.buildlog.LogEvent.PhaseBegan;
import io.trtdoctor.buildlog.LogEvent.PhaseEnded;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Pairs the begins and ends of phases; an end without a begin makes a phase of its own. */
final class PhaseSpans {
  private static final Pattern PARSER_FILE =
      Pattern.compile("(?i)onnx|ModelImporter|ImporterContext|ShapedWeights|weightsContext");

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
      } else if (event instanceof CalibratorAbsent || isOfTheBuilder(event)) {
        spans.finish(BuildPhase.PARSING);
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
      finish(BuildPhase.CALIBRATION);
    }
    Integer place = open.remove(ended.phase());
    if (place == null) {
      spans.add(span(ended.phase(), ended.line().number(), ended.seconds(), true));
    } else {
      spans.set(place, span(ended.phase(), spans.get(place).line(), ended.seconds(), true));
    }
  }

  /** What comes later shows that the phase is over; how long it took may still be told. */
  private void finish(BuildPhase phase) {
    Integer place = open.get(phase);
    if (place != null) {
      spans.set(place, span(phase, spans.get(place).line(), OptionalDouble.empty(), true));
    }
  }

  /** An error from the builder's own source, which the parser's files are not part of. */
  private static boolean isOfTheBuilder(LogEvent event) {
    return event instanceof Problem problem
        && problem.isError()
        && problem.sourceFile().filter(file -> !PARSER_FILE.matcher(file).find()).isPresent();
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
