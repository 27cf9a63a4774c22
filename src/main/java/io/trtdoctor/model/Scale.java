package io.trtdoctor.model;

/**
 * The factor between an INT8 integer and the real value it stands for: {@code real = scale *
 * integer}.
 *
 * <p>A scale read from a cache may be unusable (zero, negative, NaN, infinite); it is kept as read.
 */
public record Scale(float value) {
  private static final float LARGEST_INTEGER = 127f;

  public static Scale of(float value) {
    return new Scale(value);
  }

  /** The scale whose IEEE-754 bits are given, as calibration caches write it. */
  public static Scale ofBits(int bits) {
    return new Scale(Float.intBitsToFloat(bits));
  }

  public int bits() {
    return Float.floatToRawIntBits(value);
  }

  /** The symmetric range that this scale covers: 127 steps to either side. */
  public DynamicRange range() {
    return new DynamicRange(-LARGEST_INTEGER * value, LARGEST_INTEGER * value);
  }

  /**
   * The scale of a symmetric range: {@code limit / 127}.
   *
   * @param limit the greatest absolute value
   */
  public static Scale ofLimit(double limit) {
    return new Scale((float) (limit / LARGEST_INTEGER));
  }

  /**
   * The greatest absolute value that this scale covers, exactly: 127 times the scale takes 31 bits,
   * so it is a double but not always a float, and {@link #ofLimit} gives this scale back.
   */
  public double limit() {
    return (double) LARGEST_INTEGER * value;
  }

  /**
   * The share of another one that it is off by: 0 where both are the same to the bit, NaN where one
   * is no number, infinite where the other is zero.
   */
  public double differenceFrom(Scale other) {
    return bits() == other.bits() ? 0 : Math.abs((double) value / other.value - 1);
  }

  /**
   * Whether it is further from another one than that share of it; to the bit the same never is, and
   * where one is no number or the other zero it always is.
   */
  public boolean isFurtherFrom(Scale other, double share) {
    return !(differenceFrom(other) <= share);
  }

  /** Whether TensorRT can quantise with it: finite and greater than zero. */
  public boolean isUsable() {
    return Float.isFinite(value) && value > 0;
  }
}
