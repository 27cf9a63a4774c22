package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The values of integer tensors that are known before a network runs: shapes and what is computed
 * from them. {@link Dimensions#UNKNOWN} stands for an element that is not known.
 */
final class IntegerRules {
  private static final long MOST_ELEMENTS = 64;

  private IntegerRules() {}

  /** The values of a layer's first output, whose shape is given; empty if nothing is known. */
  static Optional<List<Long>> output(Operands operands, List<Long> shape) {
    long elements = Dimensions.elements(shape);
    if (elements < 0 || elements > MOST_ELEMENTS) {
      return Optional.empty();
    }
    Optional<List<Long>> values =
        switch (operands.operator()) {
          case "Shape" -> shape(operands);
          case "Size" -> operands.shape(0).map(s -> List.of(known(Dimensions.elements(s))));
          case "Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten" ->
              operands.integers(0);
          case "Concat" -> joined(operands, shape);
          case "Gather" -> gathered(operands);
          case "Slice" -> sliced(operands, shape);
          case "Transpose" -> transposed(operands, shape);
          case "ConstantOfShape" -> filled(operands, (int) elements);
          case "Add" -> elementwise(operands, shape, Long::sum);
          case "Sub" -> elementwise(operands, shape, (a, b) -> a - b);
          case "Mul" -> elementwise(operands, shape, (a, b) -> a * b);
          case "Div" -> elementwise(operands, shape, (a, b) -> b == 0 ? Dimensions.UNKNOWN : a / b);
          case "Min" -> elementwise(operands, shape, Math::min);
          case "Max" -> elementwise(operands, shape, Math::max);
          default -> Optional.empty();
        };
    return values.filter(list -> list.size() == elements);
  }

  /** The sizes that the operator {@code Shape} tells. */
  static Optional<List<Long>> shape(Operands operands) {
    return operands
        .shape(0)
        .map(
            shape -> {
              int rank = shape.size();
              int start = limited(operands.whole("start", 0), rank);
              int end = limited(operands.whole("end", rank), rank);
              return shape.subList(start, Math.max(start, end)).stream()
                  .map(IntegerRules::known)
                  .toList();
            });
  }

  private static int limited(long axis, int rank) {
    return Math.max(0, Math.min(rank, Dimensions.axis(axis, rank)));
  }

  private static long known(long size) {
    return size < 0 ? Dimensions.UNKNOWN : size;
  }

  private static Optional<List<Long>> joined(Operands operands, List<Long> shape) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < operands.inputs() && shape.size() == 1; i++) {
      Optional<List<Long>> part = operands.integers(i);
      long count = operands.shape(i).map(Dimensions::elements).orElse(Dimensions.OPEN);
      if (part.isEmpty() && count < 0) {
        return Optional.empty();
      }
      values.addAll(part.orElseGet(() -> Collections.nCopies((int) count, Dimensions.UNKNOWN)));
    }
    return Optional.of(values);
  }

  private static Optional<List<Long>> gathered(Operands operands) {
    boolean isList = operands.shape(0).map(List::size).orElse(0) == 1;
    return operands
        .integers(0)
        .filter(values -> isList)
        .flatMap(values -> operands.integers(1).flatMap(at -> picked(values, at)));
  }

  private static Optional<List<Long>> picked(List<Long> values, List<Long> indices) {
    List<Long> picked = new ArrayList<>();
    for (long index : indices) {
      int at = index == Dimensions.UNKNOWN ? -1 : Dimensions.axis(index, values.size());
      if (at < 0 || at >= values.size()) {
        return Optional.empty();
      }
      picked.add(values.get(at));
    }
    return Optional.of(picked);
  }

  private static Optional<List<Long>> sliced(Operands operands, List<Long> shape) {
    Optional<List<Long>> own = operands.shape(0).filter(Dimensions::areKnown);
    if (own.isEmpty() || operands.integers(0).isEmpty()) {
      return Optional.empty();
    }
    return SliceRange.of(operands, shape.size())
        .map(
            ranges ->
                arranged(
                    operands.integers(0).get(),
                    own.get(),
                    shape,
                    at -> source(at, ranges, own.get())));
  }

  private static List<Long> source(List<Long> at, List<SliceRange> ranges, List<Long> own) {
    List<Long> source = new ArrayList<>(at);
    for (SliceRange range : ranges) {
      long start = range.start(own.get(range.axis()));
      source.set(range.axis(), start + range.step() * at.get(range.axis()));
    }
    return source;
  }

  private static Optional<List<Long>> transposed(Operands operands, List<Long> shape) {
    List<Integer> order = ArrangedShapes.order(operands, shape.size());
    return operands
        .shape(0)
        .filter(Dimensions::areKnown)
        .flatMap(
            own ->
                operands
                    .integers(0)
                    .map(values -> arranged(values, own, shape, at -> unordered(at, order))));
  }

  private static List<Long> unordered(List<Long> at, List<Integer> order) {
    List<Long> source = new ArrayList<>(at);
    for (int i = 0; i < order.size(); i++) {
      source.set(order.get(i), at.get(i));
    }
    return source;
  }

  /** The elements at the places that {@code source} gives for each place of the result. */
  private static List<Long> arranged(
      List<Long> values, List<Long> own, List<Long> shape, UnaryOperator<List<Long>> source) {
    List<Long> arranged = new ArrayList<>();
    for (int i = 0; i < Dimensions.elements(shape); i++) {
      arranged.add(values.get(index(source.apply(place(i, shape)), own)));
    }
    return arranged;
  }

  private static List<Long> place(int index, List<Long> shape) {
    List<Long> place = new ArrayList<>(shape);
    long rest = index;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      place.set(axis, rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return place;
  }

  private static int index(List<Long> place, List<Long> shape) {
    long index = 0;
    for (int axis = 0; axis < shape.size(); axis++) {
      index = index * shape.get(axis) + place.get(axis);
    }
    return (int) index;
  }

  private static Optional<List<Long>> filled(Operands operands, int elements) {
    return operands.wholes("value").map(value -> Collections.nCopies(elements, value.get(0)));
  }

  /** Elementwise on equal sizes, or with one of a single element. */
  private static Optional<List<Long>> elementwise(
      Operands operands, List<Long> shape, LongBinaryOperator operator) {
    int elements = (int) Dimensions.elements(shape);
    if (operands.inputs() != 2) {
      return Optional.empty();
    }
    Optional<List<Long>> a = operands.integers(0).flatMap(v -> stretched(v, elements));
    Optional<List<Long>> b = operands.integers(1).flatMap(v -> stretched(v, elements));
    return a.flatMap(x -> b.map(y -> combined(x, y, operator)));
  }

  private static Optional<List<Long>> stretched(List<Long> values, int elements) {
    if (values.size() == elements) {
      return Optional.of(values);
    }
    return values.size() == 1
        ? Optional.of(Collections.nCopies(elements, values.get(0)))
        : Optional.empty();
  }

  private static List<Long> combined(List<Long> a, List<Long> b, LongBinaryOperator operator) {
    List<Long> combined = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      boolean isKnown = a.get(i) != Dimensions.UNKNOWN && b.get(i) != Dimensions.UNKNOWN;
      combined.add(isKnown ? operator.applyAsLong(a.get(i), b.get(i)) : Dimensions.UNKNOWN);
    }
    return combined;
  }
}
