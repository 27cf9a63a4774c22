package io.trtdoctor.data;

import java.util.List;
import java.util.Random;

/** Makes planes of values as {@link io.trtdoctor.probe.Batches.Distribution#IMAGES} says. */
final class SyntheticImages {
  private static final int GRID = 8;
  private static final int LEVELS = 255;
  private static final double NOISE = 0.05;
  private static final double MEAN = 0.449;
  private static final double STD = 0.226;

  private final Random random;
  private final float[] grid = new float[GRID * GRID];

  SyntheticImages(Random random) {
    this.random = random;
  }

  /** Puts as many planes of the last two dimensions as the count asks for. */
  void put(List<Long> shape, int count, ElementWriter out) {
    int width = Math.toIntExact(shape.get(shape.size() - 1));
    int height = Math.toIntExact(shape.get(shape.size() - 2));
    for (int plane = 0; plane < count / (width * height); plane++) {
      for (int i = 0; i < grid.length; i++) {
        grid[i] = random.nextFloat();
      }
      for (int i = 0; i < width * height; i++) {
        int row = i / width;
        double smooth = at((double) (i % width) / width, (double) row / height);
        double value = Math.min(1, Math.max(0, smooth + NOISE * random.nextGaussian()));
        out.put((Math.rint(value * LEVELS) / LEVELS - MEAN) / STD);
      }
    }
  }

  /** The grid's value at a place, both coordinates from 0 to 1, 1 left out. */
  private double at(double x, double y) {
    double column = x * (GRID - 1);
    double row = y * (GRID - 1);
    int left = (int) column;
    int top = (int) row;
    double upper = between(grid[top * GRID + left], grid[top * GRID + left + 1], column - left);
    double lower =
        between(grid[(top + 1) * GRID + left], grid[(top + 1) * GRID + left + 1], column - left);
    return between(upper, lower, row - top);
  }

  private static double between(double one, double other, double share) {
    return one + (other - one) * share;
  }
}
