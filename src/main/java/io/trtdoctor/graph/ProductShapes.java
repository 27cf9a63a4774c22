package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shapes of matrix products. */
final class ProductShapes {
  private ProductShapes() {}

  static Optional<List<Long>> gemm(Operands operands) {
    int rows = operands.whole("transA", 0) == 0 ? 0 : 1;
    int columns = operands.whole("transB", 0) == 0 ? 1 : 0;
    return operands
        .shape(0)
        .flatMap(
            a ->
                operands
                    .shape(1)
                    .filter(b -> fits(a.get(1 - rows), b.get(1 - columns)))
                    .map(b -> List.of(a.get(rows), b.get(columns))));
  }

  static Optional<List<Long>> matrices(Operands operands) {
    return operands.shape(0).flatMap(a -> operands.shape(1).flatMap(b -> product(a, b)));
  }

  private static Optional<List<Long>> product(List<Long> a, List<Long> b) {
    boolean areMatrices = !a.isEmpty() && !b.isEmpty();
    if (!areMatrices || !fits(a.get(a.size() - 1), b.get(Math.max(0, b.size() - 2)))) {
      return Optional.empty();
    }
    return Dimensions.broadcast(stack(a), stack(b))
        .map(
            stack -> {
              List<Long> shape = new ArrayList<>(stack);
              if (a.size() > 1) {
                shape.add(a.get(a.size() - 2));
              }
              if (b.size() > 1) {
                shape.add(b.get(b.size() - 1));
              }
              return shape;
            });
  }

  private static boolean fits(long columns, long rows) {
    return columns < 0 || rows < 0 || columns == rows;
  }

  private static List<Long> stack(List<Long> shape) {
    return shape.subList(0, Math.max(0, shape.size() - 2));
  }
}
