package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;

/** Makes up weights of the same range, shape and type as others. */
final class SeededWeights {
  private final DataType type;
  private final int size;

  private SeededWeights(DataType type, int size) {
    this.type = type;
    this.size = size;
  }

  /**
   * Weights spread evenly between the least and the greatest of the given ones; values that are not
   * finite stay where they are. The given ones themselves if they are neither floating-point
   * numbers nor bytes.
   */
  static TensorProto insteadOf(TensorProto tensor) {
    DataType type = ElementTypes.of(tensor.getDataType());
    return switch (type) {
      case FP32, FP64, FP16, BF16, INT8, UINT8 ->
          new SeededWeights(type, type.bytes().orElseThrow()).replaced(tensor);
      case INT4, INT16, INT32, INT64, UINT16, UINT32, UINT64, FP8, BOOL, STRING, COMPLEX, UNKNOWN ->
          tensor;
    };
  }

  private TensorProto replaced(TensorProto tensor) {
    ByteBuffer own = data(tensor).order(ByteOrder.LITTLE_ENDIAN);
    return range(own).map(range -> with(tensor, own, range)).orElse(tensor);
  }

  private record Range(double least, double greatest) {
    /** The value at that share of the range, below 1; whole numbers are equally likely. */
    double at(double share, boolean whole) {
      return whole
          ? least + Math.floor(share * (greatest - least + 1))
          : least * (1 - share) + greatest * share;
    }
  }

  private boolean isWhole() {
    return type == DataType.INT8 || type == DataType.UINT8;
  }

  /** Empty without elements that are finite. */
  private Optional<Range> range(ByteBuffer own) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int at = 0; at + size <= own.capacity(); at += size) {
      double value = element(own, at);
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    return least <= greatest ? Optional.of(new Range(least, greatest)) : Optional.empty();
  }

  private TensorProto with(TensorProto tensor, ByteBuffer own, Range range) {
    Random random = new Random(tensor.getName().hashCode());
    int bytes = own.capacity() / size * size;
    ByteBuffer made = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes; at += size) {
      double value = element(own, at);
      double share = random.nextDouble();
      put(made, Double.isFinite(value) ? range.at(share, isWhole()) : value);
    }
    return tensor.toBuilder()
        .clearFloatData()
        .clearDoubleData()
        .clearInt32Data()
        .setRawData(ByteString.copyFrom(made.flip()))
        .build();
  }

  private double element(ByteBuffer own, int at) {
    if (type == DataType.FP64) {
      return own.getDouble(at);
    } else if (type == DataType.FP16) {
      return HalfFloat.value(own.getShort(at));
    } else if (type == DataType.BF16) {
      return Float.intBitsToFloat(own.getShort(at) << Short.SIZE);
    } else if (type == DataType.INT8) {
      return own.get(at);
    } else if (type == DataType.UINT8) {
      return Byte.toUnsignedInt(own.get(at));
    }
    return own.getFloat(at);
  }

  private void put(ByteBuffer made, double value) {
    if (type == DataType.FP64) {
      made.putDouble(value);
    } else if (type == DataType.FP16) {
      made.putShort(HalfFloat.bits((float) value));
    } else if (type == DataType.BF16) {
      made.putShort((short) (Float.floatToRawIntBits((float) value) >>> Short.SIZE));
    } else if (isWhole()) {
      made.put((byte) (int) value);
    } else {
      made.putFloat((float) value);
    }
  }

  /** The elements in raw form, wherever the tensor keeps them. */
  private ByteBuffer data(TensorProto tensor) {
    if (tensor.hasRawData()) {
      return tensor.getRawData().asReadOnlyByteBuffer();
    }
    int count =
        tensor.getFloatDataCount() + tensor.getDoubleDataCount() + tensor.getInt32DataCount();
    ByteBuffer data = ByteBuffer.allocate(count * size).order(ByteOrder.LITTLE_ENDIAN);
    tensor.getFloatDataList().forEach(data::putFloat);
    tensor.getDoubleDataList().forEach(data::putDouble);
    tensor.getInt32DataList().forEach(bits -> putBits(data, bits));
    return data.flip();
  }

  private void putBits(ByteBuffer data, int bits) {
    if (isWhole()) {
      data.put((byte) bits);
    } else {
      data.putShort((short) bits);
    }
  }
}
