package io.trtdoctor.model;

import java.util.List;

/**
 * The shapes that an optimization profile allows for one input.
 *
 * @param min the least dimensions
 * @param opt the dimensions that the builder tunes for and calibrates with
 * @param max the greatest dimensions
 */
public record ShapeRange(List<Integer> min, List<Integer> opt, List<Integer> max) {
  public ShapeRange {
    min = List.copyOf(min);
    opt = List.copyOf(opt);
    max = List.copyOf(max);
    if (min.size() != opt.size() || opt.size() != max.size()) {
      throw new IllegalArgumentException(
          "shapes of one input differ in rank: " + min + ", " + opt + ", " + max);
    }
  }

  /** One shape for all three. */
  public static ShapeRange fixed(List<Integer> shape) {
    return new ShapeRange(shape, shape, shape);
  }
}
