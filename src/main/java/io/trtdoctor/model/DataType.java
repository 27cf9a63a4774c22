package io.trtdoctor.model;

import java.util.Locale;
import java.util.OptionalInt;

/** An element type of a tensor or a precision of a layer, under the names TensorRT's tools use. */
public enum DataType {
  FP32,
  FP16,
  BF16,
  FP8,
  FP64,
  INT4,
  INT8,
  INT16,
  INT32,
  INT64,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
  BOOL,
  STRING,
  COMPLEX,
  UNKNOWN;

  /** The spelling in trtexec's options: {@code fp16}, {@code int8} and so on. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The size of an element in bytes, empty for types that are packed or have no fixed size. */
  public OptionalInt bytes() {
    return switch (this) {
      case FP64, INT64, UINT64 -> OptionalInt.of(8);
      case FP32, INT32, UINT32 -> OptionalInt.of(4);
      case FP16, BF16, INT16, UINT16 -> OptionalInt.of(2);
      case FP8, INT8, UINT8, BOOL -> OptionalInt.of(1);
      case INT4, STRING, COMPLEX, UNKNOWN -> OptionalInt.empty();
    };
  }

  /** Whether activations of this type can be quantised: a floating-point type. */
  public boolean isFloat() {
    return switch (this) {
      case FP32, FP16, BF16, FP8, FP64 -> true;
      case INT4,
          INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          BOOL,
          STRING,
          COMPLEX,
          UNKNOWN ->
          false;
    };
  }
}
