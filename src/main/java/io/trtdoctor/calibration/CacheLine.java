package io.trtdoctor.calibration;

import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.Optional;

/** The spelling of one entry of a calibration cache: {@code tensor: hex}. */
final class CacheLine {
  private static final String SEPARATOR = ": ";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int MOST_DIGITS = 8;
  private static final int HEXADECIMAL = 16;

  private CacheLine() {}

  /**
   * The entry a line holds, empty if it is none.
   *
   * <p>The name ends at the last {@code ": "}, since names may hold one. Some writers drop leading
   * zeros of the number, so fewer than eight digits are filled up on the left.
   */
  static Optional<Entry> parse(int number, String text) {
    int end = text.lastIndexOf(SEPARATOR);
    if (end <= 0) {
      return Optional.empty();
    }
    String hex = text.substring(end + SEPARATOR.length()).strip();
    if (!isHexadecimal(hex)) {
      return Optional.empty();
    }
    Scale scale = Scale.ofBits(Integer.parseUnsignedInt(hex, HEXADECIMAL));
    return Optional.of(new Entry(number, TensorName.of(text.substring(0, end)), scale, hex));
  }

  /** A line as it stands in the file without blanks at its end and a byte order mark. */
  static String stripped(int number, String line) {
    String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    return text.stripTrailing();
  }

  /** The plain spelling of a line as it stands in the file. */
  static String plain(int number, String line) {
    String text = stripped(number, line);
    return parse(number, text).map(CacheLine::plain).orElse(text);
  }

  static String plain(Entry entry) {
    return entry.tensor() + SEPARATOR + entry.hex();
  }

  /** The scale's bits as TensorRT writes them, without leading zeros ({@code 0} for zero). */
  static String hex(Scale scale) {
    return Integer.toHexString(scale.bits());
  }

  private static boolean isHexadecimal(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c < 128 && Character.digit(c, HEXADECIMAL) >= 0);
  }
}
