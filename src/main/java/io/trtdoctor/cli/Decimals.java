package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Scale;
import java.io.IOException;
import java.util.Locale;

/** Decimal numbers as tables and JSON show them. */
final class Decimals {
  private Decimals() {}

  static String of(Scale scale) {
    return significant(scale.value());
  }

  /** The greatest absolute value of a symmetric range. */
  static String of(DynamicRange range) {
    return "±" + significant(range.max());
  }

  /** Six significant digits, without superfluous zeros. */
  static String significant(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** A share in per cent, to one digit. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100);
  }

  /** Seconds to two digits. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  /** A member that is null where JSON has no number. */
  static void write(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  /** A scale in its own shortest form; null where JSON has no number. */
  static void write(JsonGenerator json, String name, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
