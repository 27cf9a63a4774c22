package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** What is to read a calibration cache, as far as the user says. */
record CacheTarget(Optional<TensorRtVersion> version, Optional<CalibrationAlgorithm> calibrator) {
  private static final Pattern VERSION =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?(?:\\.\\d{1,5})*");

  static CacheTarget of(ParseResult line, CalibrationCache cache) {
    return new CacheTarget(
        Optional.ofNullable(line.<String>matchedOptionValue("--trt", null))
            .map(text -> version(text, cache.version())),
        Optional.ofNullable(line.<String>matchedOptionValue("--calibrator", null))
            .map(CacheTarget::calibrator));
  }

  /**
   * The version that somebody wrote.
   *
   * @param known two numbers stand for every patch of that release, so also for this one
   * @throws UsageException if it is no version
   */
  static TensorRtVersion version(String text, Optional<TensorRtVersion> known) {
    Matcher parts = VERSION.matcher(text);
    if (!parts.matches()) {
      throw new UsageException(Message.of("cli.cache.no-version", text));
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    int patch =
        Optional.ofNullable(parts.group(3))
            .map(Integer::valueOf)
            .or(
                () ->
                    known
                        .filter(v -> v.major() == major && v.minor() == minor)
                        .map(TensorRtVersion::patch))
            .orElse(0);
    return new TensorRtVersion(major, minor, patch);
  }

  private static CalibrationAlgorithm calibrator(String text) {
    return Arrays.stream(CalibrationAlgorithm.values())
        .filter(a -> a.tag().equalsIgnoreCase(text) || a.className().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    Message.of("settings.unknown-calibrator", "--calibrator", text)));
  }
}
