package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.TensorName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a layer's inputs and attributes before the network runs. */
final class Operands {
  private final Layer layer;
  private final Map<TensorName, List<Long>> shapes;
  private final Map<TensorName, List<Long>> integers;
  private final Map<TensorName, List<Number>> constants;

  Operands(
      Layer layer,
      Map<TensorName, List<Long>> shapes,
      Map<TensorName, List<Long>> integers,
      Map<TensorName, List<Number>> constants) {
    this.layer = layer;
    this.shapes = shapes;
    this.integers = integers;
    this.constants = constants;
  }

  String operator() {
    return layer.operator();
  }

  int inputs() {
    return layer.inputs().size();
  }

  int outputs() {
    return layer.outputs().size();
  }

  /** Whether an input is there; optional ones may be left out. */
  boolean has(int input) {
    return input < inputs() && !layer.inputs().get(input).value().isEmpty();
  }

  /** An input's shape, {@link Dimensions#OPEN} for dimensions that are not known. */
  Optional<List<Long>> shape(int input) {
    return has(input) ? Optional.ofNullable(shapes.get(layer.inputs().get(input))) : NONE;
  }

  /** An input's values in row-major order, {@link Dimensions#UNKNOWN} for those not known. */
  Optional<List<Long>> integers(int input) {
    return has(input) ? Optional.ofNullable(integers.get(layer.inputs().get(input))) : NONE;
  }

  /** A constant input's values. */
  Optional<List<Number>> numbers(int input) {
    return has(input)
        ? Optional.ofNullable(constants.get(layer.inputs().get(input)))
        : Optional.empty();
  }

  boolean hasAttribute(String name) {
    return layer.attributes().containsKey(name);
  }

  long whole(String attribute, long otherwise) {
    String text = layer.attributes().get(attribute);
    return text == null ? otherwise : Long.parseLong(text);
  }

  String text(String attribute, String otherwise) {
    return layer.attributes().getOrDefault(attribute, otherwise);
  }

  /** A list of whole numbers; also a tensor's if it has few elements. */
  Optional<List<Long>> wholes(String attribute) {
    String text = layer.attributes().get(attribute);
    if (text == null || !text.startsWith("[")) {
      return NONE;
    }
    String list = text.substring(1, text.length() - 1).strip();
    return list.isEmpty()
        ? Optional.of(List.of())
        : Optional.of(Arrays.stream(list.split(",")).map(n -> Long.valueOf(n.strip())).toList());
  }

  /** Whole numbers that newer opsets give as an input and older ones as an attribute. */
  Optional<List<Long>> wholes(int input, String attribute) {
    return has(input) ? integers(input) : wholes(attribute);
  }

  private static final Optional<List<Long>> NONE = Optional.empty();
}
