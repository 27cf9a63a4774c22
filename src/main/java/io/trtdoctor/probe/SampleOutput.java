package io.trtdoctor.probe;

import java.util.List;

/**
 * What an engine made of one sample at one output.
 *
 * @param sample the sample's number, from 0
 * @param tensor the output's name
 * @param shape its dimensions
 * @param values in memory order, converted to float32 from whatever type the output has
 */
public record SampleOutput(int sample, String tensor, List<Long> shape, FloatValues values) {
  public SampleOutput {
    shape = List.copyOf(shape);
    if (volume(shape) != values.size()) {
      throw new IllegalArgumentException(
          tensor + " of shape " + shape + " cannot hold " + values.size() + " values");
    }
  }

  private static long volume(List<Long> shape) {
    try {
      return shape.stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("no tensor has the shape " + shape, e);
    }
  }
}
