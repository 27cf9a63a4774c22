package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples out of files. */
final class FileSamples implements Iterator<NamedSample> {
  private final Iterator<Batches.Sample> samples;
  private final List<NetworkInput> inputs;
  private final SourceNames names;
  private final SampleFiles files = new SampleFiles();

  FileSamples(Batches.Files batches, List<NetworkInput> inputs) {
    this.samples = batches.samples().iterator();
    this.inputs = inputs;
    this.names = SourceNames.in(batches);
  }

  @Override
  public boolean hasNext() {
    return samples.hasNext();
  }

  @Override
  public NamedSample next() {
    Batches.Sample sample = samples.next();
    Map<TensorName, TensorValues> values = new LinkedHashMap<>();
    for (NetworkInput input : inputs) {
      List<Batches.Source> pieces = sources(sample, input);
      values.put(input.name(), values(pieces, shaped(input, pieces)));
    }
    return new NamedSample(names.of(sample), values);
  }

  private NetworkInput shaped(NetworkInput input, List<Batches.Source> pieces) {
    return input.isOpen()
        ? new NetworkInput(input.name(), input.type(), files.shape(pieces.get(0), input))
        : input;
  }

  private TensorValues values(List<Batches.Source> pieces, NetworkInput input) {
    ElementWriter out = new ElementWriter(input.type(), input.count());
    for (Batches.Source piece : pieces) {
      files.read(piece, input, input.count() / pieces.size(), out);
    }
    return new TensorValues(input.type(), input.shape(), out.buffer());
  }

  private static List<Batches.Source> sources(Batches.Sample sample, NetworkInput input) {
    return Optional.ofNullable(sample.inputs().get(input.name().value()))
        .or(() -> Optional.ofNullable(sample.inputs().get("*")))
        .orElseThrow(
            () -> new BadInputException(Message.of("data.no-sample", input.name().value())));
  }
}
