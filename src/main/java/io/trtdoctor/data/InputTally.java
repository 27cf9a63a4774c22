package io.trtdoctor.data;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.TensorValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Notes what the samples of one input are like, as they come. */
final class InputTally {
  private static final int MOST_CHANNELS = 64;

  private final NetworkInput input;
  private final Optional<ChannelAxis> axis;
  private final double[] least;
  private final double[] greatest;
  private final List<SampleFacts> samples = new ArrayList<>();
  private long whole;
  private long count;

  InputTally(NetworkInput input) {
    this.input = input;
    this.axis =
        ChannelAxis.of(input.shape())
            .filter(found -> found.channels(input.shape()) <= MOST_CHANNELS)
            .filter(found -> found.channels(input.shape()) > 0);
    int channels = axis.map(found -> found.channels(input.shape())).orElse(0);
    this.least = new double[channels];
    this.greatest = new double[channels];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  NetworkInput input() {
    return input;
  }

  void add(int sample, int batch, String source, TensorValues values) {
    ElementReader elements = new ElementReader(values.type(), values.bytes());
    ValueTally tally = new ValueTally();
    int size = elements.count();
    for (int i = 0; i < size; i++) {
      tally.add(elements.get(i));
    }
    axis.ifPresent(found -> addChannels(elements, found, values.shape()));
    whole += tally.whole();
    count += size;
    samples.add(tally.facts(sample, batch, source, input.name()));
  }

  private void addChannels(ElementReader elements, ChannelAxis channels, List<Long> shape) {
    for (int i = 0; i < elements.count(); i++) {
      int channel = channels.channel(shape, i);
      double value = elements.get(i);
      least[channel] = Math.min(least[channel], value);
      greatest[channel] = Math.max(greatest[channel], value);
    }
  }

  InputFacts facts(Optional<DynamicRange> expected) {
    List<Integer> constant =
        IntStream.range(0, least.length)
            .filter(channel -> least[channel] == greatest[channel])
            .boxed()
            .toList();
    return new InputFacts(
        input,
        count == 0 ? 0 : (double) whole / count,
        constant.size() == least.length ? List.of() : constant,
        expected,
        samples);
  }
}
