package io.trtdoctor.data;

import java.util.List;
import java.util.Optional;

/**
 * Where the channels of an input of four dimensions are.
 *
 * @param place of the dimension
 * @param last whether it is the last one
 */
record ChannelAxis(int place, boolean last) {
  private static final int FOUR = 4;
  private static final int MOST = 4;

  /** The second dimension, or the last where only that is small; empty for other ranks. */
  static Optional<ChannelAxis> of(List<Long> shape) {
    if (shape.size() != FOUR) {
      return Optional.empty();
    }
    boolean last = shape.get(FOUR - 1) <= MOST && shape.get(1) > MOST;
    return Optional.of(last ? new ChannelAxis(FOUR - 1, true) : new ChannelAxis(1, false));
  }

  int channels(List<Long> shape) {
    return Math.toIntExact(shape.get(place));
  }

  boolean isColour(List<Long> shape) {
    int channels = channels(shape);
    return channels > 0 && channels <= MOST && channels != 2;
  }

  /** The channel of a value by its place in memory. */
  int channel(List<Long> shape, int index) {
    int channels = channels(shape);
    if (last) {
      return index % channels;
    }
    int plane = Math.toIntExact(shape.get(2) * shape.get(FOUR - 1));
    return index / plane % channels;
  }
}
