package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Shapes that come of arranging elements anew: reshaping, joining, cutting. */
final class ArrangedShapes {
  private ArrangedShapes() {}

  static Optional<List<Long>> reshape(Operands operands) {
    Optional<List<Long>> own = operands.shape(0);
    return operands
        .wholes(1, "shape")
        .map(target -> reshaped(operands, own.orElse(List.of()), target))
        .filter(shape -> fits(own.map(Dimensions::elements), Dimensions.elements(shape)));
  }

  private static boolean fits(Optional<Long> own, long elements) {
    return elements < 0 || own.filter(count -> count >= 0 && count != elements).isEmpty();
  }

  private static List<Long> reshaped(Operands operands, List<Long> own, List<Long> target) {
    boolean copiesZero = operands.whole("allowzero", 0) == 0;
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      long size = target.get(i);
      boolean copied = size == 0 && copiesZero;
      shape.add(copied ? (i < own.size() ? own.get(i) : Dimensions.OPEN) : size);
    }
    return withRest(Dimensions.ofValues(shape), target, Dimensions.elements(own), own.isEmpty());
  }

  /** Fills in the one dimension that takes what is left, if all others are known. */
  private static List<Long> withRest(
      List<Long> shape, List<Long> target, long elements, boolean isUnknown) {
    int rest = target.indexOf(-1L);
    boolean isTold = rest >= 0 && !isUnknown && elements >= 0;
    if (!isTold || Collections.frequency(shape, Dimensions.OPEN) != 1) {
      return shape;
    }
    long others = Dimensions.elements(Dimensions.with(shape, rest, 1));
    return others == 0 || elements % others != 0
        ? shape
        : Dimensions.with(shape, rest, elements / others);
  }

  static Optional<List<Long>> transpose(Operands operands) {
    return operands
        .shape(0)
        .map(shape -> order(operands, shape.size()).stream().map(shape::get).toList());
  }

  /** For each axis of the result the one that it was. */
  static List<Integer> order(Operands operands, int rank) {
    return operands
        .wholes("perm")
        .map(perm -> perm.stream().map(Long::intValue).toList())
        .orElseGet(() -> IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
  }

  static Optional<List<Long>> concat(Operands operands) {
    Optional<List<Long>> first = operands.shape(0);
    if (first.isEmpty()) {
      return first;
    }
    int axis = Dimensions.axis(operands.whole("axis", 0), first.get().size());
    List<Long> joined = first.get();
    for (int i = 1; i < operands.inputs(); i++) {
      Optional<List<Long>> next = operands.shape(i);
      if (next.isPresent() && !isLike(joined, next.get(), axis)) {
        return Optional.empty();
      }
      long length = joined.get(axis);
      long more = next.map(shape -> shape.get(axis)).orElse(Dimensions.OPEN);
      joined = next.isPresent() ? Dimensions.merged(joined, next.get()) : joined;
      joined = Dimensions.with(joined, axis, length < 0 || more < 0 ? -1 : length + more);
    }
    return Optional.of(joined);
  }

  /** Whether two shapes agree, as far as they are known, but for one axis. */
  private static boolean isLike(List<Long> a, List<Long> b, int axis) {
    return a.size() == b.size()
        && IntStream.range(0, a.size())
            .filter(i -> i != axis && a.get(i) >= 0 && b.get(i) >= 0)
            .allMatch(i -> a.get(i).equals(b.get(i)));
  }

  static Optional<List<Long>> slice(Operands operands) {
    return operands
        .shape(0)
        .flatMap(shape -> SliceRange.of(operands, shape.size()).map(r -> sliced(shape, r)));
  }

  private static List<Long> sliced(List<Long> shape, List<SliceRange> ranges) {
    List<Long> sliced = shape;
    for (SliceRange range : ranges) {
      sliced = Dimensions.with(sliced, range.axis(), range.length(shape.get(range.axis())));
    }
    return sliced;
  }

  static Optional<List<Long>> split(Operands operands, int output) {
    return operands.shape(0).map(shape -> part(operands, shape, output));
  }

  private static List<Long> part(Operands operands, List<Long> shape, int output) {
    int axis = Dimensions.axis(operands.whole("axis", 0), shape.size());
    Optional<List<Long>> sizes = operands.wholes(1, "split");
    if (sizes.isPresent()) {
      return Dimensions.with(shape, axis, Dimensions.ofValues(sizes.get()).get(output));
    }
    long whole = shape.get(axis);
    if (whole < 0 || operands.has(1)) {
      return Dimensions.with(shape, axis, Dimensions.OPEN);
    }
    long each = (whole + operands.outputs() - 1) / operands.outputs();
    return Dimensions.with(shape, axis, Math.max(0, Math.min(each, whole - output * each)));
  }

  static Optional<List<Long>> pad(Operands operands) {
    return operands
        .shape(0)
        .map(
            shape ->
                operands
                    .wholes(1, "pads")
                    .filter(pads -> pads.size() == 2 * shape.size())
                    .map(pads -> padded(shape, pads))
                    .orElseGet(() -> open(shape.size())));
  }

  private static List<Long> padded(List<Long> shape, List<Long> pads) {
    List<Long> padded = new ArrayList<>(shape);
    for (int i = 0; i < shape.size(); i++) {
      long before = pads.get(i);
      long after = pads.get(shape.size() + i);
      boolean isTold = before != Dimensions.UNKNOWN && after != Dimensions.UNKNOWN;
      padded.set(i, isTold && shape.get(i) >= 0 ? shape.get(i) + before + after : -1);
    }
    return padded;
  }

  static List<Long> open(int rank) {
    return Collections.nCopies(rank, Dimensions.OPEN);
  }

  static Optional<List<Long>> squeeze(Operands operands) {
    Optional<List<Long>> axes = operands.wholes(1, "axes");
    return operands
        .shape(0)
        .filter(shape -> axes.isPresent() || (!operands.has(1) && Dimensions.areKnown(shape)))
        .map(shape -> without(shape, axes));
  }

  private static List<Long> without(List<Long> shape, Optional<List<Long>> axes) {
    Set<Integer> left = new HashSet<>();
    axes.ifPresent(list -> list.forEach(a -> left.add(Dimensions.axis(a, shape.size()))));
    return IntStream.range(0, shape.size())
        .filter(i -> axes.isPresent() ? !left.contains(i) : shape.get(i) != 1)
        .mapToObj(shape::get)
        .toList();
  }

  static Optional<List<Long>> unsqueeze(Operands operands) {
    return operands
        .shape(0)
        .flatMap(shape -> operands.wholes(1, "axes").map(axes -> withOnes(shape, axes)));
  }

  private static List<Long> withOnes(List<Long> shape, List<Long> axes) {
    int rank = shape.size() + axes.size();
    List<Long> stretched = new ArrayList<>(shape);
    axes.stream().map(a -> Dimensions.axis(a, rank)).sorted().forEach(a -> stretched.add(a, 1L));
    return stretched;
  }

  static Optional<List<Long>> flatten(Operands operands) {
    return operands
        .shape(0)
        .map(
            shape -> {
              int axis = Dimensions.axis(operands.whole("axis", 1), shape.size());
              return List.of(
                  Dimensions.elements(shape.subList(0, axis)),
                  Dimensions.elements(shape.subList(axis, shape.size())));
            });
  }

  static Optional<List<Long>> gather(Operands operands) {
    return operands
        .shape(0)
        .flatMap(data -> operands.shape(1).map(indices -> gathered(operands, data, indices)));
  }

  private static List<Long> gathered(Operands operands, List<Long> data, List<Long> indices) {
    int axis = Dimensions.axis(operands.whole("axis", 0), data.size());
    List<Long> shape = new ArrayList<>(data.subList(0, axis));
    shape.addAll(indices);
    shape.addAll(data.subList(axis + 1, data.size()));
    return shape;
  }

  static Optional<List<Long>> expand(Operands operands) {
    return operands
        .shape(0)
        .flatMap(
            shape ->
                operands
                    .integers(1)
                    .flatMap(to -> Dimensions.broadcast(shape, Dimensions.ofValues(to))));
  }

  static Optional<List<Long>> tile(Operands operands) {
    return operands
        .shape(0)
        .flatMap(shape -> operands.integers(1).map(times -> tiled(shape, times)));
  }

  private static List<Long> tiled(List<Long> shape, List<Long> times) {
    return IntStream.range(0, shape.size())
        .mapToObj(i -> shape.get(i) < 0 || times.get(i) < 0 ? -1 : shape.get(i) * times.get(i))
        .toList();
  }

  /** Depth to space for a positive sign, space to depth for a negative one. */
  static Optional<List<Long>> blocks(Operands operands, boolean toSpace) {
    long block = operands.whole("blocksize", 1);
    return operands
        .shape(0)
        .filter(Dimensions::areKnown)
        .map(
            s ->
                toSpace
                    ? List.of(
                        s.get(0), s.get(1) / (block * block), s.get(2) * block, s.get(3) * block)
                    : List.of(
                        s.get(0), s.get(1) * block * block, s.get(2) / block, s.get(3) / block));
  }

  static Optional<List<Long>> resize(Operands operands) {
    Optional<List<Long>> image = operands.shape(0);
    if (image.isEmpty() || operands.hasAttribute("axes")) {
      return image.map(shape -> open(shape.size()));
    }
    Optional<List<Long>> sizes = operands.integers(3).map(Dimensions::ofValues);
    return sizes.isPresent()
        ? sizes
        : operands
            .numbers(operands.inputs() > 2 ? 2 : 1)
            .filter(scales -> scales.size() == image.get().size())
            .map(scales -> scaled(image.get(), scales))
            .or(() -> image.map(shape -> open(shape.size())));
  }

  private static List<Long> scaled(List<Long> image, List<Number> scales) {
    return IntStream.range(0, image.size())
        .mapToObj(
            i ->
                image.get(i) < 0
                    ? Dimensions.OPEN
                    : (long) Math.floor(image.get(i) * scales.get(i).doubleValue()))
        .toList();
  }
}
