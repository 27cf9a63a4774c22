package io.trtdoctor.probe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of running a built engine.
 *
 * @param milliseconds how long each timed run took on the GPU, by CUDA events around {@code
 *     enqueueV3}; one run at a time, so for a small network the time to enqueue its kernels counts
 * @param outputs every output of every sample that is kept, sample after sample
 * @param shortfall why something that was asked for is missing, in plain English
 */
public record Measurement(
    List<Double> milliseconds, List<SampleOutput> outputs, Optional<String> shortfall) {
  /** The most values that are kept of a probe; of further samples nothing is kept. */
  public static final int MOST_VALUES = 3_000_000;

  public Measurement {
    milliseconds = List.copyOf(milliseconds);
    outputs = List.copyOf(outputs);
  }

  /** The median of the timed runs in milliseconds, empty if none was timed. */
  public OptionalDouble medianMilliseconds() {
    if (milliseconds.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = milliseconds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
