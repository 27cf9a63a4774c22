package io.trtdoctor.report;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Scale;
import java.util.Locale;

/** Numbers as readers want them: short, and the same in every language. */
final class Numbers {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Numbers() {}

  static String scale(Scale scale) {
    return number(scale.value());
  }

  static String range(Scale scale) {
    DynamicRange range = scale.range();
    return "[" + number(range.min()) + ", " + number(range.max()) + "]";
  }

  /** A length of time, with the unit that suits it. */
  static String seconds(double seconds) {
    if (seconds < 1e-3) {
      return number(seconds * 1e6) + " µs";
    }
    return seconds < 1 ? number(seconds * 1e3) + " ms" : number(seconds) + " s";
  }

  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e") || !text.contains(".")
        ? text
        : text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
  }
}
