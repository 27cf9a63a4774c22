package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.HalfFloat;
import io.trtdoctor.text.Message;
import java.nio.ByteBuffer;

/**
 * Elements of one type as numbers, whatever the type.
 *
 * @param type what they are
 * @param data from its position on, in its own byte order
 */
public record ElementReader(DataType type, ByteBuffer data) {
  private static final int BFLOAT_SHIFT = 16;

  /** How many elements there are. */
  public int count() {
    return data.remaining() / size();
  }

  private int size() {
    return type.bytes().orElseThrow(this::refusal);
  }

  /** The element at an index from 0. */
  public double get(int index) {
    int at = data.position() + index * size();
    return switch (type) {
      case FP32 -> data.getFloat(at);
      case FP16 -> HalfFloat.value(data.getShort(at));
      case BF16 -> Float.intBitsToFloat(data.getShort(at) << BFLOAT_SHIFT);
      case FP64 -> data.getDouble(at);
      case INT8 -> data.get(at);
      case INT16 -> data.getShort(at);
      case INT32 -> data.getInt(at);
      case INT64 -> data.getLong(at);
      case UINT8, BOOL -> Byte.toUnsignedInt(data.get(at));
      case UINT16 -> Short.toUnsignedInt(data.getShort(at));
      case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
      case FP8, INT4, UINT64, STRING, COMPLEX, UNKNOWN -> throw refusal();
    };
  }

  private BadInputException refusal() {
    return new BadInputException(Message.of("data.type-unreadable", type.tag()));
  }
}
