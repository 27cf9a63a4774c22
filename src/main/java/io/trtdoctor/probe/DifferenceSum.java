package io.trtdoctor.probe;

import java.util.List;
import java.util.OptionalDouble;

/** Adds up how far outputs are apart. */
final class DifferenceSum {
  private double maxAbsolute;
  private double squaredDifference;
  private double squaredReference;
  private double squaredCandidate;
  private double product;
  private long values;
  private long notFinite;
  private long rows;
  private long agreements;

  /** Adds one output; both have the same shape. */
  void add(SampleOutput reference, SampleOutput candidate) {
    addValues(reference.values(), candidate.values());
    int row = lastAxis(reference.shape());
    if (row > 1) {
      addRows(reference.values(), candidate.values(), row);
    }
  }

  private void addValues(FloatValues reference, FloatValues candidate) {
    values += reference.size();
    for (int i = 0; i < reference.size(); i++) {
      double expected = reference.get(i);
      double found = candidate.get(i);
      if (Double.isFinite(expected) && Double.isFinite(found)) {
        maxAbsolute = Math.max(maxAbsolute, Math.abs(found - expected));
        squaredDifference += (found - expected) * (found - expected);
        squaredReference += expected * expected;
        squaredCandidate += found * found;
        product += expected * found;
      } else {
        notFinite++;
      }
    }
  }

  /** The size of the last axis with more than one element, 1 if there is none. */
  private static int lastAxis(List<Long> shape) {
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1) {
        return Math.toIntExact(shape.get(i));
      }
    }
    return 1;
  }

  private void addRows(FloatValues reference, FloatValues candidate, int row) {
    for (int from = 0; from < reference.size(); from += row) {
      int expected = greatest(reference, from, row);
      rows++;
      if (expected >= 0 && expected == greatest(candidate, from, row)) {
        agreements++;
      }
    }
  }

  /** Where the greatest value of a row is, -1 if a NaN leaves that open. */
  private static int greatest(FloatValues values, int from, int row) {
    int best = from;
    for (int i = from; i < from + row; i++) {
      if (Float.isNaN(values.get(i))) {
        return -1;
      } else if (values.get(i) > values.get(best)) {
        best = i;
      }
    }
    return best;
  }

  OutputDifference.Measured result() {
    OptionalDouble topOne =
        rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) agreements / rows);
    return notFinite > 0
        ? new OutputDifference.Measured(
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, topOne, values, notFinite)
        : new OutputDifference.Measured(maxAbsolute, relativeL2(), cosine(), topOne, values, 0);
  }

  private double relativeL2() {
    if (squaredDifference == 0) {
      return 0;
    }
    return squaredReference == 0
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(squaredDifference / squaredReference);
  }

  private double cosine() {
    if (squaredReference == 0 || squaredCandidate == 0) {
      return squaredReference == squaredCandidate ? 1 : 0;
    }
    double cosine = product / Math.sqrt(squaredReference * squaredCandidate);
    return Math.max(-1, Math.min(1, cosine));
  }
}
