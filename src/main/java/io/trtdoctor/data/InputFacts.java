package io.trtdoctor.data;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;

/**
 * What all samples together hold for one input.
 *
 * @param wholeShare the share of the values that are whole numbers
 * @param constantChannels channels, from 0, whose values are all the same; none where all are
 * @param expected the range that the network was trained with, if the user said one
 * @param samples in order
 */
public record InputFacts(
    NetworkInput input,
    double wholeShare,
    List<Integer> constantChannels,
    Optional<DynamicRange> expected,
    List<SampleFacts> samples) {
  private static final double EARLY = 0.75;

  public InputFacts {
    constantChannels = List.copyOf(constantChannels);
    samples = List.copyOf(samples);
  }

  public TensorName name() {
    return input.name();
  }

  public double least() {
    return samples.stream().mapToDouble(SampleFacts::least).min().orElse(0);
  }

  public double greatest() {
    return samples.stream().mapToDouble(SampleFacts::greatest).max().orElse(0);
  }

  /** The greatest magnitude of all samples. */
  public double magnitude() {
    return magnitude(samples);
  }

  private static double magnitude(List<SampleFacts> some) {
    return some.stream().mapToDouble(SampleFacts::magnitude).max().orElse(0);
  }

  /**
   * By which share of the whole the greatest magnitude still grows with the last quarter of the
   * samples; 0 for fewer than four.
   */
  public double lateGrowth() {
    int early = (int) Math.ceil(samples.size() * EARLY);
    double whole = magnitude();
    return samples.size() < 4 || whole == 0
        ? 0
        : (whole - magnitude(samples.subList(0, early))) / whole;
  }

  /** Whether every value of every sample is the same. */
  public boolean isConstant() {
    return samples.stream().allMatch(SampleFacts::isFinite) && least() == greatest();
  }

  /** Whether values are pictures: height, width and 1, 3 or 4 channels. */
  public boolean isPicture() {
    return ChannelAxis.of(input.shape()).filter(axis -> axis.isColour(input.shape())).isPresent();
  }
}
