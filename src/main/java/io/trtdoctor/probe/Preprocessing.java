package io.trtdoctor.probe;

import java.util.List;
import java.util.Locale;

/**
 * How an image becomes the values of an input: it is resized, cut or padded to the input's size,
 * and each value of 0 to 255 becomes {@code (value / divisor - mean) / std}.
 *
 * <p>What is larger than the input after resizing is cut out of the middle.
 *
 * @param fit how it is resized
 * @param shortSide what the shorter side becomes in pixels, where {@code fit} asks for it; else 0
 * @param filter how pixels are mixed
 * @param width of the input in pixels
 * @param height of the input in pixels
 * @param layout in which order the values lie
 * @param channels which channels there are, in order
 * @param divisor what 0 to 255 is divided by first
 * @param mean of each channel, taken off then
 * @param std of each channel, divided by then
 * @param pad the value from 0 to 255 around a letterboxed image
 */
public record Preprocessing(
    Fit fit,
    int shortSide,
    Filter filter,
    int width,
    int height,
    Layout layout,
    Channels channels,
    double divisor,
    List<Double> mean,
    List<Double> std,
    double pad) {
  /** How an image is resized. */
  public enum Fit {
    /** Not at all: it is at least as large as the input. */
    NONE,
    /** To the input's size, whatever that does to its proportions. */
    STRETCH,
    /** In proportion, so that the shorter side has a given length. */
    SHORT_SIDE,
    /** In proportion, as large as fits into the input, with a border around. */
    LETTERBOX;

    public String tag() {
      return Preprocessing.tag(this);
    }
  }

  /** How pixels are mixed when an image is resized. */
  public enum Filter {
    /** A triangle, widened when shrinking, as Pillow does. */
    BILINEAR,
    /** A cubic with a = -0.5, widened when shrinking, as Pillow does. */
    BICUBIC,
    /** A triangle of one width whatever the size, as OpenCV's INTER_LINEAR. */
    LINEAR,
    /** The nearest pixel. */
    NEAREST;

    public String tag() {
      return Preprocessing.tag(this);
    }
  }

  /** In which order values lie. */
  public enum Layout {
    /** Channel after channel. */
    NCHW,
    /** Pixel after pixel. */
    NHWC;

    public String tag() {
      return Preprocessing.tag(this);
    }
  }

  /** Which channels there are, in order. */
  public enum Channels {
    RGB,
    BGR,
    /** One: 0.299 red, 0.587 green, 0.114 blue. */
    GRAY;

    public String tag() {
      return Preprocessing.tag(this);
    }

    public int count() {
      return this == GRAY ? 1 : 3;
    }
  }

  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != channels.count() || std.size() != channels.count()) {
      throw new IllegalArgumentException("a mean and a deviation for each channel are needed");
    }
    if (width < 1 || height < 1 || shortSide < 0 || divisor == 0 || std.contains(0.0)) {
      throw new IllegalArgumentException("a size or a divisor of zero");
    }
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
