package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a node in text form: {@code 32}, {@code [2, 2]}, {@code 0.5}, {@code
 * SAME_UPPER}; a tensor with few elements as its values, a larger one as type and shape; graphs are
 * left out.
 */
final class AttributeText {
  private static final int MOST_CHARACTERS = 1000;
  private static final int MOST_ELEMENTS = 64;

  private AttributeText() {}

  static Map<String, String> of(NodeProto node) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      text(attribute).ifPresent(text -> texts.put(attribute.getName(), shortened(text)));
    }
    return texts;
  }

  private static Optional<String> text(AttributeProto attribute) {
    if (!attribute.getRefAttrName().isEmpty()) {
      return Optional.of("@" + attribute.getRefAttrName());
    }
    return switch (attribute.getType()) {
      case FLOAT -> Optional.of(Float.toString(attribute.getF()));
      case INT -> Optional.of(Long.toString(attribute.getI()));
      case STRING -> Optional.of(attribute.getS().toStringUtf8());
      case TENSOR -> Optional.of(tensor(attribute.getT()));
      case FLOATS -> Optional.of(attribute.getFloatsList().toString());
      case INTS -> Optional.of(attribute.getIntsList().toString());
      case STRINGS ->
          Optional.of(
              attribute.getStringsList().stream()
                  .map(ByteString::toStringUtf8)
                  .toList()
                  .toString());
      case UNDEFINED,
          GRAPH,
          SPARSE_TENSOR,
          TYPE_PROTO,
          TENSORS,
          GRAPHS,
          SPARSE_TENSORS,
          TYPE_PROTOS ->
          Optional.empty();
    };
  }

  private static String tensor(TensorProto tensor) {
    List<? extends Number> values = values(tensor);
    if (values.size() != ElementTypes.elements(tensor.getDimsList()) || values.isEmpty()) {
      return ElementTypes.of(tensor.getDataType()).tag() + tensor.getDimsList();
    }
    return tensor.getDimsCount() == 0 ? values.get(0).toString() : values.toString();
  }

  /** The elements of a tensor, of one with raw data the first ones; empty for types not read. */
  static List<? extends Number> values(TensorProto tensor) {
    if (tensor.hasRawData()) {
      return raw(tensor);
    }
    return switch (tensor.getDataType()) {
      case 1 -> tensor.getFloatDataList();
      case 2, 3, 4, 5, 6, 9 -> tensor.getInt32DataList();
      case 7 -> tensor.getInt64DataList();
      case 11 -> tensor.getDoubleDataList();
      default -> List.of();
    };
  }

  private static List<Number> raw(TensorProto tensor) {
    ByteBuffer data = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int size =
        switch (tensor.getDataType()) {
          case 1, 6 -> Integer.BYTES;
          case 7, 11 -> Long.BYTES;
          case 2, 3, 9 -> 1;
          default -> 0;
        };
    List<Number> values = new ArrayList<>();
    while (size > 0 && data.remaining() >= size && values.size() < MOST_ELEMENTS) {
      values.add(
          switch (tensor.getDataType()) {
            case 1 -> data.getFloat();
            case 6 -> data.getInt();
            case 7 -> data.getLong();
            case 11 -> data.getDouble();
            default -> data.get();
          });
    }
    return values;
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }
}
