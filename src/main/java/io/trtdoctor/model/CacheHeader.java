package io.trtdoctor.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a calibration cache.
 *
 * <p>{@code TRT-8601-EntropyCalibration2} for all calibrators but the legacy one, whose caches
 * begin with {@code 0 3ff0000000000000 3fefff2e48e8a71e}: its number in {@code CalibrationAlgoType}
 * and the bits of two doubles, the regression cutoff (here 1) and the quantile (here 0.9999). Both
 * were recorded; the legacy one does not tell the version.
 *
 * @param text the line itself
 * @param version the TensorRT that wrote it, empty if it is not told
 * @param algorithm whose cache it is, empty if the word is not known
 */
public record CacheHeader(
    String text, Optional<TensorRtVersion> version, Optional<CalibrationAlgorithm> algorithm) {
  /** The share of a tensor's values that TensorRT's own samples have the legacy calibrator keep. */
  public static final double LEGACY_QUANTILE = 0.9999;

  private static final double LEGACY_CUTOFF = 1;
  private static final Pattern USUAL = Pattern.compile("TRT-(\\d+)-(\\S+)");
  private static final Pattern OF_LEGACY = Pattern.compile("0 [0-9a-f]{1,16} [0-9a-f]{1,16}");
  private static final int MOST_DIGITS = 9;

  /** The header that a version of TensorRT writes. */
  public static CacheHeader of(TensorRtVersion version, CalibrationAlgorithm algorithm) {
    return algorithm == CalibrationAlgorithm.LEGACY
        ? new CacheHeader(
            "0 " + bits(LEGACY_CUTOFF) + " " + bits(LEGACY_QUANTILE),
            Optional.empty(),
            Optional.of(algorithm))
        : new CacheHeader(
            "TRT-" + version.number() + "-" + algorithm.headerWord(),
            Optional.of(version),
            Optional.of(algorithm));
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToRawLongBits(value));
  }

  /** The header that a line is, empty if it is none. */
  public static Optional<CacheHeader> parse(String line) {
    if (OF_LEGACY.matcher(line).matches()) {
      return Optional.of(
          new CacheHeader(line, Optional.empty(), Optional.of(CalibrationAlgorithm.LEGACY)));
    }
    Matcher usual = USUAL.matcher(line);
    return usual.matches()
        ? Optional.of(
            new CacheHeader(
                line, version(usual.group(1)), CalibrationAlgorithm.ofHeaderWord(usual.group(2))))
        : Optional.empty();
  }

  private static Optional<TensorRtVersion> version(String digits) {
    return digits.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(TensorRtVersion.ofNumber(Integer.parseInt(digits)));
  }
}
