package io.trtdoctor.trt;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.DataType;
import java.util.Locale;
import org.bytedeco.tensorrt.global.nvinfer;

/**
 * Our enums to TensorRT's and back, by name, since each line has other constants; {@code intern}
 * since enums come over JNI as fresh objects.
 */
final class NativeTypes {
  private NativeTypes() {}

  static nvinfer.DataType dataType(DataType type) {
    String name =
        switch (type) {
          case FP32 -> "kFLOAT";
          case FP16 -> "kHALF";
          case BF16, FP8, INT4, INT8, INT32, INT64, BOOL, UINT8 -> "k" + type.name();
          case FP64, INT16, UINT16, UINT32, UINT64, STRING, COMPLEX, UNKNOWN ->
              throw new RefusalException("TensorRT has no type " + type.tag());
        };
    try {
      return nvinfer.DataType.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new RefusalException("this TensorRT has no type " + type.tag(), e);
    }
  }

  static DataType dataType(nvinfer.DataType type) {
    String name = type.intern().name();
    return switch (name) {
      case "kFLOAT" -> DataType.FP32;
      case "kHALF" -> DataType.FP16;
      default -> ofName(name.substring(1));
    };
  }

  private static DataType ofName(String name) {
    try {
      return DataType.valueOf(name);
    } catch (IllegalArgumentException e) {
      return DataType.UNKNOWN;
    }
  }

  static nvinfer.BuilderFlag flag(BuilderFlag flag) {
    try {
      return nvinfer.BuilderFlag.valueOf("k" + flag.name());
    } catch (IllegalArgumentException e) {
      throw new RefusalException(
          "this TensorRT has no builder flag " + flag.name().toLowerCase(Locale.ROOT), e);
    }
  }

  static String layerType(nvinfer.LayerType type) {
    return type.intern().name().substring(1);
  }
}
