package io.trtdoctor.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/** Many numbers in little room; they never change. */
public final class FloatValues {
  private final float[] values;

  private FloatValues(float[] values) {
    this.values = values;
  }

  /** These values; the array is copied. */
  public static FloatValues of(float... values) {
    return new FloatValues(values.clone());
  }

  /**
   * Reads what {@link #base64} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static FloatValues ofBase64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("no whole number of floats: " + bytes.length + " bytes");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new FloatValues(values);
  }

  /** The values as little-endian float32 in Base64. */
  public String base64() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  public int size() {
    return values.length;
  }

  public float get(int index) {
    return values[index];
  }

  /** Bit by bit, so that NaN equals itself. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatValues floats && Arrays.equals(values, floats.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The number of values; there may be millions. */
  @Override
  public String toString() {
    return values.length + " values";
  }
}
