package io.trtdoctor.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The shape that a sample gives to an input whose dimensions the network leaves open. */
final class OpenShape {
  private OpenShape() {}

  /**
   * The stated shape if it fits; else, where only the number of items is open, as many as there
   * are.
   *
   * @param elements how many the sample has
   * @param stated by the file
   * @return empty if the sample does not tell
   */
  static Optional<List<Long>> of(NetworkInput input, long elements, Optional<List<Long>> stated) {
    return stated.filter(shape -> fits(shape, input.shape())).or(() -> items(input, elements));
  }

  /** Whether a shape has the fixed dimensions that are asked for. */
  static boolean fits(List<Long> shape, List<Long> asked) {
    return shape.size() == asked.size()
        && IntStream.range(0, shape.size())
            .allMatch(i -> asked.get(i) < 1 ? shape.get(i) > 0 : asked.get(i).equals(shape.get(i)));
  }

  private static Optional<List<Long>> items(NetworkInput input, long elements) {
    List<Long> item = input.shape().subList(1, input.shape().size());
    if (input.shape().get(0) > 0 || item.stream().anyMatch(dimension -> dimension < 1)) {
      return Optional.empty();
    }
    long size = item.stream().reduce(1L, Math::multiplyExact);
    if (elements < 1 || elements % size != 0) {
      return Optional.empty();
    }
    List<Long> shape = new ArrayList<>(item);
    shape.add(0, elements / size);
    return Optional.of(shape);
  }
}
