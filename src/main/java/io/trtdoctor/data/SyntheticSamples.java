package io.trtdoctor.data;

import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.probe.Batches;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Samples out of a generator. */
final class SyntheticSamples implements Iterator<NamedSample> {
  private final Batches.Synthetic how;
  private final List<NetworkInput> inputs;
  private final SyntheticValues generator;
  private int given;

  SyntheticSamples(Batches.Synthetic how, List<NetworkInput> inputs) {
    this.how = how;
    this.inputs = inputs;
    this.generator = new SyntheticValues(how);
  }

  @Override
  public boolean hasNext() {
    return given < how.count();
  }

  @Override
  public NamedSample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map<TensorName, TensorValues> values = new LinkedHashMap<>();
    for (NetworkInput input : inputs) {
      values.put(
          input.name(),
          new TensorValues(input.type(), input.shape(), generator.next(input, given)));
    }
    return new NamedSample(
        "synthetic:" + how.distribution().tag() + ",seed=" + how.seed() + "[" + given++ + "]",
        values);
  }
}
