package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import io.trtdoctor.finding.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a log tells of a generated kernel that does not compile. */
record KernelFailure(BuildLog log) {
  private static final Pattern ERROR = Pattern.compile("NVRTC_ERROR_COMPILATION");

  /** The compiler's own words, which go to stdout. */
  private static final Pattern INFINITE_FACTOR =
      Pattern.compile("identifier \"inff\" is undefined");

  /** TensorRT's error. */
  Optional<LogEvent> error() {
    return LogSearch.first(log, ERROR);
  }

  /**
   * The compiler stumbles over the number infinity: values are multiplied by a scale, or by one
   * over a scale, so that this one is infinite or zero.
   */
  Optional<LogEvent> infiniteFactor() {
    return LogSearch.first(log, INFINITE_FACTOR);
  }

  List<Evidence> lines() {
    return Stream.of(infiniteFactor(), error())
        .flatMap(Optional::stream)
        .map(event -> Evidences.of(log, event))
        .toList();
  }
}
