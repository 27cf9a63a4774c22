package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of open inputs that all samples agree on, but for the number of items; with these
 * TensorRT can calibrate, since its profile has one shape.
 */
public final class CommonShapes {
  private record Seen(String source, List<Long> shape) {}

  private final Map<TensorName, Seen> first = new HashMap<>();

  private CommonShapes() {}

  /**
   * Reads the samples once, unless no input is open.
   *
   * @param known the shapes that somebody said
   * @return {@code known}, and for each other open input the shape of the first sample
   * @throws BadInputException if samples differ; the message names two of them
   * @throws io.trtdoctor.error.UsageException if a sample does not tell its shape
   */
  public static Map<TensorName, ShapeRange> of(
      Batches batches, Network network, Map<TensorName, ShapeRange> known) {
    List<NetworkInput> inputs = NetworkInput.of(network, known);
    List<TensorName> open =
        inputs.stream().filter(NetworkInput::isOpen).map(NetworkInput::name).toList();
    CommonShapes shapes = new CommonShapes();
    if (!open.isEmpty()) {
      Samples.of(batches, inputs).forEach(sample -> open.forEach(name -> shapes.add(sample, name)));
    }
    Map<TensorName, ShapeRange> all = new HashMap<>(known);
    shapes.first.forEach((name, seen) -> all.put(name, fixed(seen.shape())));
    return Map.copyOf(all);
  }

  private void add(NamedSample sample, TensorName input) {
    List<Long> shape = sample.values().get(input).shape();
    Seen seen = first.computeIfAbsent(input, name -> new Seen(sample.source(), shape));
    if (!item(seen.shape()).equals(item(shape))) {
      throw new BadInputException(
          Message.of(
              "data.shapes-differ", input, seen.source(), seen.shape(), sample.source(), shape));
    }
  }

  private static List<Long> item(List<Long> shape) {
    return shape.subList(Math.min(1, shape.size()), shape.size());
  }

  private static ShapeRange fixed(List<Long> shape) {
    return ShapeRange.fixed(shape.stream().map(Math::toIntExact).toList());
  }
}
