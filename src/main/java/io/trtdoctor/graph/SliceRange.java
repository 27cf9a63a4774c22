package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a slice takes of one axis, as its inputs or attributes say; {@link Dimensions#UNKNOWN} for
 * numbers that are not known.
 */
record SliceRange(int axis, long first, long end, long step) {

  /** The ranges of all axes that are cut; empty if the axes are not known. */
  static Optional<List<SliceRange>> of(Operands operands, int rank) {
    Optional<List<Long>> starts = operands.wholes(1, "starts");
    Optional<List<Long>> ends = operands.wholes(2, "ends");
    Optional<List<Long>> axes = operands.wholes(3, "axes");
    int known = starts.or(() -> ends).map(List::size).orElse(-1);
    int count = axes.map(List::size).orElse(operands.has(3) ? -1 : known);
    if (count < 0) {
      return Optional.empty();
    }
    Optional<List<Long>> steps = operands.has(4) ? operands.integers(4) : Optional.of(ones(count));
    List<SliceRange> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int axis = Dimensions.axis(axes.isPresent() ? axes.get().get(i) : i, rank);
      ranges.add(new SliceRange(axis, at(starts, i), at(ends, i), at(steps, i)));
    }
    return Optional.of(ranges);
  }

  private static List<Long> ones(int count) {
    return LongStream.range(0, count).mapToObj(i -> 1L).toList();
  }

  private static long at(Optional<List<Long>> values, int index) {
    return values.map(list -> list.get(index)).orElse(Dimensions.UNKNOWN);
  }

  /** How many elements are taken of an axis of that size; {@link Dimensions#OPEN} if not known. */
  long length(long size) {
    boolean isKnown =
        size >= 0
            && first != Dimensions.UNKNOWN
            && end != Dimensions.UNKNOWN
            && step != Dimensions.UNKNOWN
            && step != 0;
    if (!isKnown) {
      return Dimensions.OPEN;
    }
    long from = start(size);
    long to = step > 0 ? clamped(end, size, 0, size) : clamped(end, size, -1, size - 1);
    return step > 0
        ? Math.max(0, (to - from + step - 1) / step)
        : Math.max(0, (from - to - step - 1) / -step);
  }

  /** The first element taken, from 0. */
  long start(long size) {
    return step > 0 ? clamped(first, size, 0, size) : clamped(first, size, 0, size - 1);
  }

  private static long clamped(long index, long size, long least, long most) {
    return Math.max(least, Math.min(most, index < 0 ? index + size : index));
  }
}
