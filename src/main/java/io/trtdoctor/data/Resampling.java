package io.trtdoctor.data;

import io.trtdoctor.probe.Preprocessing.Filter;

/** Resizes pictures, first along rows, then along columns; nothing is rounded in between. */
final class Resampling {
  private static final double CUBIC = -0.5;

  private final Filter filter;

  Resampling(Filter filter) {
    this.filter = filter;
  }

  /** What one pixel is made of: weights of the pixels from a place on. */
  private static final class Mixture {
    private final int from;
    private final double[] weights;

    private Mixture(int from, double... weights) {
      this.from = from;
      this.weights = weights;
    }

    private float of(float[] plane, int start, int step) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * plane[start + (from + i) * step];
      }
      return (float) sum;
    }
  }

  Picture resized(Picture picture, int width, int height) {
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    Mixture[] columns = mixtures(picture.width(), width);
    Mixture[] rows = mixtures(picture.height(), height);
    float[][] planes = new float[picture.planes().length][];
    for (int c = 0; c < planes.length; c++) {
      float[] wide = alongRows(picture.planes()[c], picture.width(), picture.height(), columns);
      planes[c] = alongColumns(wide, width, rows);
    }
    return new Picture(width, height, planes);
  }

  private static float[] alongRows(float[] plane, int width, int height, Mixture[] columns) {
    float[] out = new float[columns.length * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns.length; x++) {
        out[y * columns.length + x] = columns[x].of(plane, y * width, 1);
      }
    }
    return out;
  }

  private static float[] alongColumns(float[] plane, int width, Mixture[] rows) {
    float[] out = new float[width * rows.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = rows[y].of(plane, x, width);
      }
    }
    return out;
  }

  private Mixture[] mixtures(int from, int to) {
    double ratio = (double) from / to;
    Mixture[] mixtures = new Mixture[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio;
      mixtures[i] =
          filter == Filter.NEAREST
              ? new Mixture(Math.min(from - 1, (int) centre), 1)
              : mixture(centre, widening(ratio), from);
    }
    return mixtures;
  }

  private double widening(double ratio) {
    return filter == Filter.LINEAR ? 1 : Math.max(1, ratio);
  }

  private Mixture mixture(double centre, double widening, int length) {
    double reach = (filter == Filter.BICUBIC ? 2 : 1) * widening;
    int first = Math.max(0, (int) Math.floor(centre - reach + 0.5));
    int end = Math.min(length, (int) Math.floor(centre + reach + 0.5));
    double[] weights = new double[Math.max(1, end - first)];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight((first + i + 0.5 - centre) / widening);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new Mixture(first, weights);
  }

  private double weight(double distance) {
    double x = Math.abs(distance);
    if (filter != Filter.BICUBIC) {
      return Math.max(0, 1 - x);
    } else if (x < 1) {
      return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
  }
}
