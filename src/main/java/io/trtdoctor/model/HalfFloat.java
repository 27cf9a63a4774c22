package io.trtdoctor.model;

/** IEEE-754 binary16, which Java 17 has no type for. */
public final class HalfFloat {
  private static final int FLOAT_FRACTION = 23;
  private static final int HALF_FRACTION = 10;
  private static final int SHIFT = FLOAT_FRACTION - HALF_FRACTION;
  private static final float LARGEST_ROUNDED_DOWN = 65520f;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfFloat() {}

  /** The nearest half, ties to even. */
  public static short bits(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    } else if (magnitude >= LARGEST_ROUNDED_DOWN) {
      return (short) (sign | 0x7c00);
    } else if (magnitude < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_UNIT));
    }
    int bits = Float.floatToRawIntBits(magnitude);
    int rounded = bits + (1 << (SHIFT - 1)) - 1 + ((bits >>> SHIFT) & 1);
    return (short) (sign | ((rounded >>> SHIFT) - ((127 - 15) << HALF_FRACTION)));
  }

  /** The value of a half. */
  public static float value(short bits) {
    int exponent = (bits >>> HALF_FRACTION) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * SUBNORMAL_UNIT;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb(1 + fraction / (float) (1 << HALF_FRACTION), exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
