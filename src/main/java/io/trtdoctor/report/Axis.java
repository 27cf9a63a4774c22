package io.trtdoctor.report;

import java.util.ArrayList;
import java.util.List;

/** An axis from 0 with ticks at round values. */
record Axis(double greatest, double step, int from, int length) {
  private static final int TICKS = 5;

  /** One that reaches a value; {@code from} and {@code length} are in pixels. */
  static Axis to(double value, int from, int length) {
    double least = value > 0 && Double.isFinite(value) ? value : 1;
    double power = Math.pow(10, Math.floor(Math.log10(least / TICKS)));
    double part = least / TICKS / power;
    double step = power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    return new Axis(step * Math.ceil(least / step), step, from, length);
  }

  /** Where a value is, in pixels. */
  int at(double value) {
    return from + (int) Math.round(length * value / greatest);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= greatest * 1.000001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
