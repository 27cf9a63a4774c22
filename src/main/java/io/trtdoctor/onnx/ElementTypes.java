package io.trtdoctor.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.trtdoctor.model.DataType;
import java.util.List;

/** ONNX's element types, by the numbers of {@code TensorProto.DataType}. */
final class ElementTypes {
  private static final int BITS_OF_A_BYTE = 8;

  private ElementTypes() {}

  /** Our type for a number; {@link DataType#UNKNOWN} for none and for numbers newer than this. */
  static DataType of(int number) {
    return switch (number) {
      case 1 -> DataType.FP32;
      case 2 -> DataType.UINT8;
      case 3 -> DataType.INT8;
      case 4 -> DataType.UINT16;
      case 5 -> DataType.INT16;
      case 6 -> DataType.INT32;
      case 7 -> DataType.INT64;
      case 8 -> DataType.STRING;
      case 9 -> DataType.BOOL;
      case 10 -> DataType.FP16;
      case 11 -> DataType.FP64;
      case 12 -> DataType.UINT32;
      case 13 -> DataType.UINT64;
      case 14, 15 -> DataType.COMPLEX;
      case 16 -> DataType.BF16;
      case 17, 18, 19, 20 -> DataType.FP8;
      case 21, 22 -> DataType.INT4;
      default -> DataType.UNKNOWN;
    };
  }

  /**
   * The number for a type that {@link OnnxWriter} writes or that tensors are cut at.
   *
   * @throws IllegalArgumentException for one that stands for several of ONNX's types, or none
   */
  static int number(DataType type) {
    return switch (type) {
      case FP32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BOOL -> 9;
      case FP16 -> 10;
      case FP64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case BF16 -> 16;
      case INT4, FP8, STRING, COMPLEX, UNKNOWN ->
          throw new IllegalArgumentException("no tensors of type " + type + " are written");
    };
  }

  /**
   * The size of a tensor's data in bytes as its dimensions and type give it, wherever the data is
   * kept; strings and types that are not known count as nothing.
   */
  static long bytes(TensorProto tensor) {
    long elements = elements(tensor.getDimsList());
    int bits = bits(tensor.getDataType());
    return elements > Long.MAX_VALUE / 64
        ? Long.MAX_VALUE / 64
        : (elements * bits + BITS_OF_A_BYTE - 1) / BITS_OF_A_BYTE;
  }

  /** How many elements a shape has; at most {@code Long.MAX_VALUE}, 0 for a negative dimension. */
  static long elements(List<Long> dimensions) {
    long elements = 1;
    for (long dimension : dimensions) {
      if (dimension <= 0) {
        return 0;
      }
      elements = elements > Long.MAX_VALUE / dimension ? Long.MAX_VALUE : elements * dimension;
    }
    return elements;
  }

  private static int bits(int number) {
    return switch (number) {
      case 2, 3, 9, 17, 18, 19, 20, 24 -> 8;
      case 4, 5, 10, 16 -> 16;
      case 1, 6, 12 -> 32;
      case 7, 11, 13, 14 -> 64;
      case 15 -> 128;
      case 21, 22, 23 -> 4;
      case 25, 26 -> 2;
      default -> 0;
    };
  }
}
