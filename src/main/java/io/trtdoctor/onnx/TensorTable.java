package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a network in order of first mention, with what the model says of each. */
final class TensorTable {
  private static final long UNKNOWN_DIMENSION = -1;

  /** Types and shapes of tensors that were not mentioned yet when they were described. */
  private final Map<TensorName, Tensor> described = new LinkedHashMap<>();

  private final Map<TensorName, Tensor> tensors = new LinkedHashMap<>();

  Map<TensorName, Tensor> byName() {
    return tensors;
  }

  /** A graph's input, which stays a constant if an initialiser of that name follows. */
  void declare(TensorName name, Tensor.Kind kind, ValueInfoProto info) {
    tensors.put(name, tensor(name, kind, info));
  }

  void constant(TensorName name, TensorProto tensor) {
    tensors.put(
        name,
        new Tensor(
            name,
            ElementTypes.of(tensor.getDataType()),
            Optional.of(tensor.getDimsList()),
            Tensor.Kind.CONSTANT));
  }

  /** Remembers type and shape for when the tensor is mentioned. */
  void describe(TensorName name, ValueInfoProto info) {
    described.putIfAbsent(name, tensor(name, Tensor.Kind.ACTIVATION, info));
  }

  /** An output of the network; one that is an input or a constant as well stays that. */
  void output(ValueInfoProto info) {
    TensorName name = TensorName.of(info.getName());
    mention(name);
    tensors.computeIfPresent(
        name,
        (n, tensor) ->
            tensor.kind() == Tensor.Kind.ACTIVATION
                ? new Tensor(n, tensor.type(), tensor.shape(), Tensor.Kind.OUTPUT)
                : tensor);
  }

  /** Enters a tensor that a node reads or writes; an empty name is an omitted one. */
  void mention(TensorName name) {
    if (!name.value().isEmpty() && !tensors.containsKey(name)) {
      Tensor known = described.get(name);
      tensors.put(
          name,
          known != null
              ? known
              : new Tensor(name, DataType.UNKNOWN, Optional.empty(), Tensor.Kind.ACTIVATION));
    }
  }

  /** Enters what a node itself says of its first output, where nothing else does. */
  void state(List<TensorName> outputs, StatedOutput stated) {
    if (outputs.isEmpty()) {
      return;
    }
    tensors.computeIfPresent(
        outputs.get(0),
        (name, tensor) ->
            new Tensor(
                name,
                tensor.type() == DataType.UNKNOWN ? stated.type() : tensor.type(),
                tensor.shape().isPresent() ? tensor.shape() : stated.shape(),
                stated.isConstant() ? Tensor.Kind.CONSTANT : tensor.kind()));
  }

  /** What the model says of a tensor. */
  static Tensor tensor(TensorName name, Tensor.Kind kind, ValueInfoProto info) {
    TypeProto type = info.getType();
    if (type.hasTensorType()) {
      TypeProto.Tensor tensor = type.getTensorType();
      return new Tensor(
          name,
          ElementTypes.of(tensor.getElemType()),
          tensor.hasShape() ? Optional.of(dimensions(tensor.getShape())) : Optional.empty(),
          kind);
    }
    return new Tensor(name, DataType.UNKNOWN, Optional.empty(), kind);
  }

  private static List<Long> dimensions(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .map(d -> d.hasDimValue() && d.getDimValue() >= 0 ? d.getDimValue() : UNKNOWN_DIMENSION)
        .toList();
  }
}
