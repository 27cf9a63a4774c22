package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The floating-point numbers that an attribute lists, as a tensor and back. */
final class FloatList {
  private static final int FLOAT = 1;

  private FloatList() {}

  /** The list as a tensor of one dimension without a name. */
  static TensorProto.Builder of(AttributeProto attribute) {
    return TensorProto.newBuilder()
        .setDataType(FLOAT)
        .addDims(attribute.getFloatsCount())
        .addAllFloatData(attribute.getFloatsList());
  }

  /** The attribute with the values of the tensor as its list. */
  static AttributeProto with(AttributeProto attribute, TensorProto values) {
    if (!values.hasRawData()) {
      return attribute.toBuilder().clearFloats().addAllFloats(values.getFloatDataList()).build();
    }
    AttributeProto.Builder copy = attribute.toBuilder().clearFloats();
    FloatBuffer floats =
        values.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    while (floats.hasRemaining()) {
      copy.addFloats(floats.get());
    }
    return copy.build();
  }
}
