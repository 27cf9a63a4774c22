package io.trtdoctor.report;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Scale;
import java.util.ArrayList;
import java.util.List;
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

  /** A part of a whole. */
  static String percent(double share) {
    return number(100 * share) + " %";
  }

  /** How many times as much. */
  static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : number(value);
  }

  /** A likeness near 1, with as many digits as it takes to tell it from 1. */
  static String cosine(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : number(value);
  }

  /** Whole numbers with neighbours drawn together: {@code 1–4, 7}. */
  static String ranges(List<Integer> numbers) {
    List<String> ranges = new ArrayList<>();
    List<Integer> sorted = numbers.stream().distinct().sorted().toList();
    int first = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
        String last = i - 1 > first ? "–" + sorted.get(i - 1) : "";
        ranges.add(sorted.get(first) + last);
        first = i;
      }
    }
    return String.join(", ", ranges);
  }

  /** Four significant digits. */
  static String number(double value) {
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
