package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.HalfFloat;
import io.trtdoctor.text.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts numbers into memory as elements of one type, in the GPU's byte order. */
final class ElementWriter {
  private final DataType type;
  private final ByteBuffer out;

  ElementWriter(DataType type, int count) {
    this.type = type;
    this.out =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, size(type)))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The size of an element in bytes. */
  static int size(DataType type) {
    return switch (type) {
      case FP32, INT32, FP16, INT64, INT8, UINT8, BOOL -> type.bytes().getAsInt();
      case BF16, FP8, FP64, INT4, INT16, UINT16, UINT32, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new BadInputException(Message.of("data.type-unwritable", type.tag()));
    };
  }

  void put(double value) {
    switch (type) {
      case FP32 -> out.putFloat((float) value);
      case FP16 -> out.putShort(HalfFloat.bits((float) value));
      case INT32 -> out.putInt((int) value);
      case INT64 -> out.putLong((long) value);
      case INT8, UINT8 -> out.put((byte) (int) value);
      case BOOL -> out.put((byte) (value != 0 ? 1 : 0));
      case BF16, FP8, FP64, INT4, INT16, UINT16, UINT32, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new IllegalStateException("the constructor refuses " + type);
    }
  }

  void replaceFirst(double value) {
    int end = out.position();
    if (end > 0) {
      out.position(0);
      put(value);
      out.position(end);
    }
  }

  /** All elements, ready to be read. */
  ByteBuffer buffer() {
    return out.duplicate().flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
