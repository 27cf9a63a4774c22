package io.trtdoctor.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Shapes that come of moving a window over an image: convolution and pooling. */
final class WindowShapes {
  private static final int FIRST_SPATIAL = 2;

  private final Operands operands;
  private final List<Long> image;
  private final List<Long> kernel;
  private final int spatial;

  private WindowShapes(Operands operands, List<Long> image, List<Long> kernel) {
    this.operands = operands;
    this.image = image;
    this.kernel = kernel;
    this.spatial = image.size() - FIRST_SPATIAL;
  }

  static Optional<List<Long>> convolution(Operands operands) {
    return of(operands).flatMap(w -> operands.shape(1).map(s -> w.moved(s.get(0))));
  }

  static Optional<List<Long>> pooling(Operands operands) {
    return of(operands).map(window -> window.moved(window.image.get(1)));
  }

  static Optional<List<Long>> transposedConvolution(Operands operands) {
    long groups = operands.whole("group", 1);
    return of(operands)
        .flatMap(w -> operands.shape(1).map(s -> w.spread(s.get(1) < 0 ? -1 : s.get(1) * groups)));
  }

  static Optional<List<Long>> global(Operands operands) {
    return operands
        .shape(0)
        .map(
            shape -> {
              List<Long> pooled = new ArrayList<>(Collections.nCopies(shape.size(), 1L));
              pooled.set(0, shape.get(0));
              pooled.set(1, shape.get(1));
              return pooled;
            });
  }

  private static Optional<WindowShapes> of(Operands operands) {
    Optional<List<Long>> kernel =
        operands
            .wholes("kernel_shape")
            .or(() -> operands.shape(1).map(w -> w.subList(FIRST_SPATIAL, w.size())));
    return operands
        .shape(0)
        .flatMap(image -> kernel.map(k -> new WindowShapes(operands, image, k)))
        .filter(window -> window.kernel.size() == window.spatial);
  }

  private List<Long> moved(long channels) {
    List<Long> shape = new ArrayList<>(List.of(image.get(0), channels));
    for (int i = 0; i < spatial; i++) {
      long size = image.get(FIRST_SPATIAL + i);
      shape.add(size < 0 || kernel.get(i) < 0 ? Dimensions.OPEN : steps(i, size));
    }
    return shape;
  }

  private long steps(int axis, long size) {
    long stride = at("strides", axis, 1);
    if (isPaddedToKeepSize()) {
      return (size + stride - 1) / stride;
    }
    long room = size + pads(axis) - reach(axis);
    boolean roundsUp = operands.whole("ceil_mode", 0) != 0;
    long steps = Math.floorDiv(roundsUp ? room + stride - 1 : room, stride) + 1;
    boolean startsOutside = roundsUp && (steps - 1) * stride >= size + padBefore(axis);
    return startsOutside ? steps - 1 : steps;
  }

  private List<Long> spread(long channels) {
    List<Long> shape = new ArrayList<>(List.of(image.get(0), channels));
    Optional<List<Long>> stated = operands.wholes("output_shape");
    for (int i = 0; i < spatial; i++) {
      long size = image.get(FIRST_SPATIAL + i);
      long stride = at("strides", i, 1);
      if (stated.isPresent()) {
        shape.add(stated.get().get(stated.get().size() - spatial + i));
      } else if (size < 0 || kernel.get(i) < 0) {
        shape.add(Dimensions.OPEN);
      } else if (isPaddedToKeepSize()) {
        shape.add(size * stride);
      } else {
        shape.add(stride * (size - 1) + at("output_padding", i, 0) + reach(i) - pads(i));
      }
    }
    return shape;
  }

  private boolean isPaddedToKeepSize() {
    return operands.text("auto_pad", "NOTSET").startsWith("SAME");
  }

  /** How many pixels the kernel covers, with those between its own. */
  private long reach(int axis) {
    return at("dilations", axis, 1) * (kernel.get(axis) - 1) + 1;
  }

  private long padBefore(int axis) {
    return operands.text("auto_pad", "NOTSET").equals("VALID") ? 0 : at("pads", axis, 0);
  }

  private long pads(int axis) {
    return operands.text("auto_pad", "NOTSET").equals("VALID")
        ? 0
        : at("pads", axis, 0) + at("pads", axis + spatial, 0);
  }

  private long at(String attribute, int index, long otherwise) {
    return operands
        .wholes(attribute)
        .filter(l -> index < l.size())
        .map(l -> l.get(index))
        .orElse(otherwise);
  }
}
