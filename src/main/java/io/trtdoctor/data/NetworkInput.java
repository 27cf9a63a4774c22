package io.trtdoctor.data;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a network's input asks of a sample.
 *
 * @param type of the elements
 * @param shape the dimensions, -1 for one that is left open
 */
public record NetworkInput(TensorName name, DataType type, List<Long> shape) {
  private static final int PLANES = 4;
  private static final long USUAL_SIDE = 224;
  private static final long USUAL_LENGTH = 128;

  public NetworkInput {
    shape = List.copyOf(shape);
  }

  /**
   * Refuses shapes of inputs that the network does not have, or has otherwise; an input whose rank
   * the network does not tell takes any.
   *
   * @throws UsageException for the first of these
   */
  public static void requireFit(Network network, Map<TensorName, ShapeRange> shapes) {
    List<NetworkInput> inputs = of(network, Map.of());
    shapes.forEach(
        (name, range) -> {
          NetworkInput input =
              inputs.stream()
                  .filter(known -> known.name().equals(name))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new UsageException(
                              Message.of("data.shape-of-no-input", name, network.inputs())));
          if (network.tensor(name).flatMap(Tensor::shape).isPresent()) {
            Stream.of(range.min(), range.opt(), range.max())
                .map(shape -> shape.stream().map(Integer::longValue).toList())
                .forEach(shape -> requireFit(input, shape));
          }
        });
  }

  private static void requireFit(NetworkInput input, List<Long> given) {
    if (!OpenShape.fits(given, input.shape())) {
      throw new UsageException(
          Message.of("data.shape-unfit", input.name(), given, input.shape().toString()));
    }
  }

  /** The input with the shape that the builder calibrates with, where one is given. */
  public NetworkInput shaped(Map<TensorName, ShapeRange> shapes) {
    return Optional.ofNullable(shapes.get(name))
        .map(range -> range.opt().stream().map(Integer::longValue).toList())
        .map(opt -> new NetworkInput(name, type, opt))
        .orElse(this);
  }

  /**
   * The inputs of a network in its order; one of unknown type is taken for FP32, one of unknown
   * rank for one open dimension.
   *
   * @param shapes of inputs that the network leaves open
   */
  public static List<NetworkInput> of(Network network, Map<TensorName, ShapeRange> shapes) {
    return network.inputs().stream().map(name -> of(name, network).shaped(shapes)).toList();
  }

  private static NetworkInput of(TensorName name, Network network) {
    Optional<Tensor> tensor = network.tensor(name);
    DataType type = tensor.map(Tensor::type).orElse(DataType.UNKNOWN);
    return new NetworkInput(
        name,
        type == DataType.UNKNOWN ? DataType.FP32 : type,
        tensor.flatMap(Tensor::shape).orElse(List.of(-1L)));
  }

  /**
   * How many elements a batch has, at least one.
   *
   * @throws UsageException if a dimension is open, or zero
   */
  public int count() {
    if (isOpen()) {
      throw withoutShape();
    }
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /** Says that somebody has to say the shape, with one as an example. */
  UsageException withoutShape() {
    long usual = shape.size() == PLANES ? USUAL_SIDE : USUAL_LENGTH;
    String example =
        IntStream.range(0, shape.size())
            .mapToLong(i -> shape.get(i) > 0 ? shape.get(i) : i == 0 ? 1 : usual)
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x"));
    return new UsageException(Message.of("data.dynamic-input", name.value(), example));
  }

  /** Whether a dimension has no size yet. */
  public boolean isOpen() {
    return shape.stream().anyMatch(dimension -> dimension < 1);
  }

  /** How many items a batch has: the first dimension, 1 for a single value. */
  public int items() {
    return shape.isEmpty() ? 1 : Math.toIntExact(Math.max(1, shape.get(0)));
  }
}
