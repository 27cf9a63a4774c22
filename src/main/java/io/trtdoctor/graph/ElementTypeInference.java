package io.trtdoctor.graph;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The element types of all tensors: as the model states them, else as the operators of ONNX make
 * them from their inputs. Most exporters leave the types of inner tensors out.
 */
final class ElementTypeInference {
  private static final Set<String> INT64_OPERATORS =
      Set.of("Shape", "Size", "ArgMax", "ArgMin", "NonZero", "NonMaxSuppression", "SequenceLength");

  private static final Set<String> BOOL_OPERATORS =
      Set.of(
          "Equal",
          "Less",
          "LessOrEqual",
          "Greater",
          "GreaterOrEqual",
          "And",
          "Or",
          "Xor",
          "Not",
          "IsNaN",
          "IsInf");

  private static final Set<String> UNKNOWN_OPERATORS =
      Set.of("If", "Loop", "Scan", "Optional", "OptionalGetElement", "SequenceAt", "SequenceMap");

  private final Map<TensorName, DataType> types = new HashMap<>();

  ElementTypeInference(Network network, List<Layer> order) {
    for (Tensor tensor : network.tensors().values()) {
      if (tensor.type() != DataType.UNKNOWN) {
        types.put(tensor.name(), tensor.type());
      }
    }
    order.forEach(this::infer);
  }

  DataType type(TensorName tensor) {
    return types.getOrDefault(tensor, DataType.UNKNOWN);
  }

  private void infer(Layer layer) {
    for (int i = 0; i < layer.outputs().size(); i++) {
      types.putIfAbsent(layer.outputs().get(i), output(layer, i));
    }
  }

  private DataType output(Layer layer, int output) {
    String operator = layer.operator();
    if (!Operators.isStandard(layer) || UNKNOWN_OPERATORS.contains(operator)) {
      return DataType.UNKNOWN;
    }
    if (INT64_OPERATORS.contains(operator)) {
      return DataType.INT64;
    }
    if (BOOL_OPERATORS.contains(operator)) {
      return DataType.BOOL;
    }
    return output > 0 ? further(layer, output) : first(layer);
  }

  private DataType first(Layer layer) {
    return switch (layer.operator()) {
      case "Where", "DequantizeLinear", "CastLike" -> input(layer, 1);
      case "OneHot" -> input(layer, 2);
      case "QuantizeLinear" ->
          input(layer, 2) == DataType.UNKNOWN ? DataType.UINT8 : input(layer, 2);
      case "DynamicQuantizeLinear" -> DataType.UINT8;
      case "QLinearConv", "QLinearMatMul" -> input(layer, 7);
      case "ConvInteger", "MatMulInteger" -> DataType.INT32;
      case "Cast" -> DataType.UNKNOWN;
      default -> input(layer, 0);
    };
  }

  private DataType further(Layer layer, int output) {
    return switch (layer.operator()) {
      case "TopK", "MaxPool", "Unique" -> DataType.INT64;
      case "Dropout" -> DataType.BOOL;
      case "DynamicQuantizeLinear" -> output == 1 ? DataType.FP32 : DataType.UINT8;
      default -> input(layer, 0);
    };
  }

  private DataType input(Layer layer, int index) {
    return index < layer.inputs().size() ? type(layer.inputs().get(index)) : DataType.UNKNOWN;
  }
}
