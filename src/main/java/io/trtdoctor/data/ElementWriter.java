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
      case FP32, FP16, BF16, FP64, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, BOOL ->
          type.bytes().getAsInt();
      case FP8, INT4, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new BadInputException(Message.of("data.type-unwritable", type.tag()));
    };
  }

  void put(double value) {
    switch (type) {
      case FP32 -> out.putFloat((float) value);
      case FP16 -> out.putShort(HalfFloat.bits((float) value));
      case BF16 -> out.putShort((short) (Float.floatToRawIntBits((float) value) >>> Short.SIZE));
      case FP64 -> out.putDouble(value);
      case INT16, UINT16 -> out.putShort((short) (int) value);
      case INT32 -> out.putInt((int) value);
      case INT64 -> out.putLong((long) value);
      case UINT32 -> out.putInt((int) (long) value);
      case INT8, UINT8 -> out.put((byte) (int) value);
      case BOOL -> out.put((byte) (value != 0 ? 1 : 0));
      case FP8, INT4, UINT64, STRING, COMPLEX, UNKNOWN ->
          throw new IllegalStateException("the constructor refuses " + type);
    }
  }

  /** Puts all elements; those of the same type go over as they are. */
  void putAll(ElementReader elements) {
    if (elements.type() == type && elements.data().order() == out.order()) {
      out.put(elements.data().duplicate());
      return;
    }
    for (int i = 0; i < elements.count(); i++) {
      put(elements.get(i));
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
