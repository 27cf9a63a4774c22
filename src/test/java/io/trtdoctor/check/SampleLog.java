package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.buildlog.LogLine;
import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.TensorRtVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A log put together by hand, one message a line. */
@SuppressWarnings("CanIgnoreReturnValueSuggester") // the calls are always chained
final class SampleLog {
  private final List<LogEvent> events = new ArrayList<>();
  private Optional<TensorRtVersion> version = Optional.empty();

  static SampleLog log() {
    return new SampleLog();
  }

  SampleLog version(int major, int minor, int patch) {
    version = Optional.of(new TensorRtVersion(major, minor, patch));
    return this;
  }

  SampleLog error(String message) {
    return problem(LogSeverity.ERROR, "[TRT] [E] ", message);
  }

  /** As Python's logger printed it up to TensorRT 8.2. */
  SampleLog oldError(String message) {
    return problem(LogSeverity.ERROR, "[TensorRT] ERROR: ", message);
  }

  SampleLog warning(String message) {
    return problem(LogSeverity.WARNING, "[TRT] [W] ", message);
  }

  SampleLog outside(String text) {
    events.add(new LogEvent.OutsideTrouble(line(LogSeverity.NONE, "", text)));
    return this;
  }

  SampleLog fallback(String layer) {
    String message = "No implementation of layer " + layer + " obeys the requested constraints.";
    events.add(
        new LogEvent.PrecisionFallback(
            line(LogSeverity.WARNING, "[TRT] [W] ", message), LayerName.of(layer), true));
    return this;
  }

  SampleLog precisions(String value) {
    events.add(
        new LogEvent.Fact(
            line(LogSeverity.INFO, "[I] ", "Precision: " + value),
            LogEvent.Fact.Topic.PRECISION,
            value));
    return this;
  }

  SampleLog engineBuilt() {
    events.add(new LogEvent.EngineBuilt(line(LogSeverity.INFO, "[TRT] [I] ", "Engine generated.")));
    return this;
  }

  CaseInputs inputs() {
    return inputs(BuildSettings.unknown());
  }

  CaseInputs inputs(BuildSettings settings) {
    return new CaseInputs(Optional.of(build()), settings, Optional.empty(), Optional.empty());
  }

  /** What a check finds in this log alone. */
  List<Finding> examinedBy(Check check) {
    return SpokenFinding.examine(check, inputs());
  }

  BuildLog build() {
    return new BuildLog("build.log", 1, events.size(), events.size(), version, false, events, 0);
  }

  private SampleLog problem(LogSeverity severity, String prefix, String message) {
    events.add(
        new LogEvent.Problem(
            line(severity, prefix, message),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty()));
    return this;
  }

  private LogLine line(LogSeverity severity, String prefix, String message) {
    return new LogLine(events.size() + 1, severity, prefix + message, message);
  }
}
