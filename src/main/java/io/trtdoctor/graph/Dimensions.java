package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Arithmetic with shapes. */
final class Dimensions {
  /** A dimension that is not known. */
  static final long OPEN = -1;

  /** An element of an integer tensor that is not known. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private Dimensions() {}

  static boolean areKnown(List<Long> shape) {
    return shape.stream().allMatch(size -> size >= 0);
  }

  /** The product; {@link #OPEN} if a dimension is. */
  static long elements(List<Long> shape) {
    long elements = 1;
    for (long size : shape) {
      if (size < 0) {
        return OPEN;
      }
      elements *= size;
    }
    return elements;
  }

  /** The axis counted from 0, where negative ones count from the end. */
  static int axis(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }

  static List<Long> with(List<Long> shape, int axis, long size) {
    List<Long> changed = new ArrayList<>(shape);
    changed.set(axis, size);
    return changed;
  }

  /** Values as a shape: those that are not known, or stand for the rest, are open. */
  static List<Long> ofValues(List<Long> values) {
    return values.stream().map(value -> value < 0 ? OPEN : value).toList();
  }

  /** The common shape of operands that are stretched to each other; empty if they do not fit. */
  static Optional<List<Long>> broadcast(List<Long> a, List<Long> b) {
    int rank = Math.max(a.size(), b.size());
    List<Long> common = new ArrayList<>(Collections.nCopies(rank, OPEN));
    for (int i = 1; i <= rank; i++) {
      long x = i <= a.size() ? a.get(a.size() - i) : 1;
      long y = i <= b.size() ? b.get(b.size() - i) : 1;
      if (x > 1 && y > 1 && x != y) {
        return Optional.empty();
      }
      common.set(rank - i, x == 1 ? y : y == 1 ? x : Math.max(x, y));
    }
    return Optional.of(common);
  }

  /** What both say together; the first where they differ. */
  static List<Long> merged(List<Long> stated, List<Long> inferred) {
    if (stated.size() != inferred.size()) {
      return stated;
    }
    List<Long> merged = new ArrayList<>(stated);
    for (int i = 0; i < merged.size(); i++) {
      if (merged.get(i) < 0) {
        merged.set(i, inferred.get(i));
      }
    }
    return merged;
  }
}
