package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.DeclaredArray;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Audits of the input {@code images}, written out in a test. */
final class SampleData {
  private static final NetworkInput INPUT =
      new NetworkInput(TensorName.of("images"), DataType.FP32, List.of(1L, 3L, 4L, 4L));
  private static final int COUNT = 48;

  private final List<SampleFacts> samples = new ArrayList<>();
  private final List<DeclaredArray> arrays = new ArrayList<>();
  private List<Integer> constantChannels = List.of();
  private Optional<DynamicRange> expected = Optional.empty();
  private long leftOver;

  /** A sample from {@code N.npy} with values from one number to another, unlike any other. */
  SampleData sample(double least, double greatest) {
    return add(least, greatest, least == 0 && greatest == 0 ? COUNT : 0, 0, samples.size());
  }

  /** As many samples that reach alike. */
  SampleData samples(int count, double least, double greatest) {
    for (int i = 0; i < count; i++) {
      sample(least, greatest);
    }
    return this;
  }

  SampleData notANumber() {
    return add(-1, 1, 0, 3, samples.size());
  }

  SampleData nothingButNan() {
    return add(0, 0, 0, COUNT, samples.size());
  }

  /** A sample with the values of an earlier one. */
  SampleData again(int first) {
    SampleFacts one = samples.get(first);
    return add(one.least(), one.greatest(), one.zeros(), one.nans(), first);
  }

  SampleData constantChannel(int channel) {
    constantChannels = List.of(channel);
    return this;
  }

  SampleData expected(float min, float max) {
    expected = Optional.of(new DynamicRange(min, max));
    return this;
  }

  SampleData leftOver(long number) {
    leftOver = number;
    return this;
  }

  SampleData array(DataType type, Long... shape) {
    arrays.add(new DeclaredArray("a.npy", INPUT, Optional.of(type), Optional.of(List.of(shape))));
    return this;
  }

  /** An array for an input whose shape the network leaves open. */
  SampleData openArray(Long... shape) {
    NetworkInput open = new NetworkInput(INPUT.name(), DataType.FP32, List.of(-1L, 3L, -1L, -1L));
    arrays.add(
        new DeclaredArray(
            "open.npy", open, Optional.of(DataType.FP32), Optional.of(List.of(shape))));
    return this;
  }

  private SampleData add(double least, double greatest, long zeros, long nans, long content) {
    int number = samples.size();
    samples.add(
        new SampleFacts(
            number,
            number,
            number + ".npy",
            INPUT.name(),
            least,
            greatest,
            (least + greatest) / 2,
            COUNT,
            zeros,
            nans,
            0,
            content));
    return this;
  }

  DataAudit audit() {
    return new DataAudit(
        "samples",
        false,
        samples.size(),
        leftOver,
        List.of(new InputFacts(INPUT, 1, constantChannels, expected, samples)),
        arrays);
  }

  /** A case without a log. */
  LogText alone() {
    return LogText.none().data(audit());
  }
}
