package io.trtdoctor.model;

/** A version of TensorRT, as far as it is known; 8.6.1 and 10.6.0 are examples. */
public record TensorRtVersion(int major, int minor, int patch)
    implements Comparable<TensorRtVersion> {
  private static final int FIRST_MAJOR_WITH_WIDE_NUMBERS = 10;

  /**
   * The version that a number such as the one in a calibration cache's header stands for: 8601 is
   * 8.6.1, 100600 is 10.6.0 (thousands below TensorRT 10, ten thousands from there on).
   */
  public static TensorRtVersion ofNumber(int number) {
    int wide = FIRST_MAJOR_WITH_WIDE_NUMBERS * 10_000;
    int unit = number >= wide ? 10_000 : 1_000;
    return new TensorRtVersion(number / unit, number % unit / 100, number % 100);
  }

  /** The number in a calibration cache's header. */
  public int number() {
    int unit = major >= FIRST_MAJOR_WITH_WIDE_NUMBERS ? 10_000 : 1_000;
    return major * unit + minor * 100 + patch;
  }

  @Override
  public int compareTo(TensorRtVersion other) {
    int order = Integer.compare(major, other.major);
    order = order != 0 ? order : Integer.compare(minor, other.minor);
    return order != 0 ? order : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
