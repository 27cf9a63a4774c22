package io.trtdoctor.buildlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The beginning of a line, one digit as good as another: loggers print the same one again and again
 * with another time in it. Compares eight bytes at a time.
 */
final class PrefixShape {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_WORDS = 8;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long HIGH_BITS = ~LOW_BITS;

  /** Added to 0 to 9 it leaves the high bit alone, added to 10 and more it sets it. */
  private static final long BEYOND_NINE = 0x7676767676767676L;

  private final long[] wanted = new long[MOST_WORDS];
  private final long[] exact = new long[MOST_WORDS];
  private final long[] digits = new long[MOST_WORDS];
  private int words;
  private int length;

  /** How many bytes it spans; 0 if there is none. */
  int length() {
    return length;
  }

  /** Takes the shape of these bytes; of too many or too near the array's end it takes none. */
  void learn(byte[] bytes, int from, int to) {
    words = (to - from + Long.BYTES - 1) / Long.BYTES;
    length = words <= MOST_WORDS && isReadable(bytes, from) ? to - from : 0;
    if (length == 0) {
      return;
    }
    for (int word = 0; word < words; word++) {
      exact[word] = 0;
      digits[word] = 0;
      int at = from + word * Long.BYTES;
      for (int i = 0; i < Long.BYTES && at + i < to; i++) {
        long place = 0xffL << (i * Byte.SIZE);
        if (bytes[at + i] >= '0' && bytes[at + i] <= '9') {
          digits[word] |= place;
        } else {
          exact[word] |= place;
        }
      }
      wanted[word] = (long) LONGS.get(bytes, at) & exact[word];
    }
  }

  /** Whether the line in {@code [from, to)} begins with this shape. */
  boolean fits(byte[] bytes, int from, int to) {
    if (length == 0 || to - from < length || !isReadable(bytes, from)) {
      return false;
    }
    for (int word = 0; word < words; word++) {
      long found = (long) LONGS.get(bytes, from + word * Long.BYTES);
      if ((found & exact[word]) != wanted[word]) {
        return false;
      }
      long values = (found ^ ZEROS) & digits[word];
      if (((((values & LOW_BITS) + BEYOND_NINE) | values) & HIGH_BITS) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isReadable(byte[] bytes, int from) {
    return from + words * Long.BYTES <= bytes.length;
  }
}
