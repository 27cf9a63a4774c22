package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes a copy of a model to hand out: without documentation, metadata and training, which tell of
 * the machine that exported it, without fields that are not known here, and with every name and
 * text put into other words, wherever it is.
 */
final class Published {
  private static final Set<String> LEFT_OUT =
      Set.of("doc_string", "metadata_props", "training_info");

  /** What means something to every reader of a model, and data. */
  private static final Set<String> KEPT =
      Set.of(
          "AttributeProto.name",
          "AttributeProto.ref_attr_name",
          "FunctionProto.attribute",
          "StringStringEntryProto.key",
          "TensorProto.raw_data");

  private final UnaryOperator<String> words;
  private final Set<String> functions;

  private Published(UnaryOperator<String> words, Set<String> functions) {
    this.words = words;
    this.functions = functions;
  }

  static ModelProto of(ModelProto model, UnaryOperator<String> words) {
    Set<String> functions =
        model.getFunctionsList().stream().map(Functions::name).collect(Collectors.toSet());
    return (ModelProto) new Published(words, functions).message(model);
  }

  private Message message(Message own) {
    Message.Builder copy = own.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
    for (Map.Entry<FieldDescriptor, Object> field : own.getAllFields().entrySet()) {
      if (LEFT_OUT.contains(field.getKey().getName())) {
        copy.clearField(field.getKey());
      } else if (isReworded(own, field.getKey())) {
        copy.setField(field.getKey(), value(field.getKey(), field.getValue()));
      }
    }
    return copy.build();
  }

  private boolean isReworded(Message own, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> true;
      case STRING, BYTE_STRING ->
          !KEPT.contains(field.getContainingType().getName() + "." + field.getName())
              && !(field.getName().equals("op_type") && !isOwn((NodeProto) own));
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> false;
    };
  }

  /** Whether the model says itself what the operator does; others know theirs by its name. */
  private boolean isOwn(NodeProto node) {
    return functions.contains(
        Functions.name(
            FunctionProto.newBuilder()
                .setDomain(node.getDomain())
                .setName(node.getOpType())
                .build()));
  }

  private Object value(FieldDescriptor field, Object own) {
    if (own instanceof List<?> all) {
      return all.stream().map(one -> value(field, one)).toList();
    } else if (own instanceof Message message) {
      return message(message);
    } else if (own instanceof ByteString bytes) {
      return bytes.isValidUtf8()
          ? ByteString.copyFromUtf8(words.apply(bytes.toStringUtf8()))
          : bytes;
    }
    String text = (String) own;
    boolean isStandard = field.getName().equals("domain") && text.startsWith("ai.onnx");
    return isStandard ? text : words.apply(text);
  }
}
