package io.trtdoctor.onnx;

import io.trtdoctor.onnx.WireFormatException.Fault;
import java.nio.ByteBuffer;

/** Walks over the fields of one protobuf message in place, without decoding their values. */
final class WireCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final int MOST_VARINT_BYTES = 10;

  private final ByteBuffer bytes;
  private final int end;
  private final boolean outermost;

  private int position;
  private int start;
  private int tag;
  private int tagEnd;
  private int valueStart;

  WireCursor(ByteBuffer bytes, int start, int end, boolean outermost) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.outermost = outermost;
  }

  /** Steps to the next field; false at the end of the message. */
  boolean next() throws WireFormatException {
    if (position >= end) {
      return false;
    }
    start = position;
    long number = varint();
    if (number <= 0 || number > 0xFFFF_FFFFL || number >>> 3 == 0) {
      throw damaged();
    }
    tag = (int) number;
    tagEnd = position;
    valueStart = position;
    skipValue();
    return true;
  }

  /**
   * Steps over further fields that have the same one-byte tag as this one, so that this field and
   * they are one run.
   */
  void extendRun() throws WireFormatException {
    if ((tag & ~0x7F) != 0) {
      return;
    }
    byte same = (byte) tag;
    if (wireType() == FIXED32) {
      while (position + Integer.BYTES < end && bytes.get(position) == same) {
        position += 1 + Integer.BYTES;
      }
    }
    while (position < end && bytes.get(position) == same) {
      position++;
      valueStart = position;
      skipValue();
    }
  }

  /** The field's number. */
  int field() {
    return tag >>> 3;
  }

  /** The field's wire type. */
  int wireType() {
    return tag & 7;
  }

  /** Where the field, or the run of fields, begins with its tag. */
  int start() {
    return start;
  }

  /** Where the tag ends: for a message its length follows. */
  int tagEnd() {
    return tagEnd;
  }

  /** Where the value begins: for a message its first field. */
  int valueStart() {
    return valueStart;
  }

  /** Where the field, or the run, ends. */
  int end() {
    return position;
  }

  private void skipValue() throws WireFormatException {
    switch (wireType()) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case LENGTH_DELIMITED -> {
        long length = varint();
        valueStart = position;
        skip(length);
      }
      default -> throw damaged();
    }
  }

  private void skip(long length) throws WireFormatException {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw damaged();
    }
    if (length > end - position) {
      throw beyondTheEnd(position + length);
    }
    position += (int) length;
  }

  private long varint() throws WireFormatException {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      if (position >= end) {
        throw beyondTheEnd(position + 1L);
      }
      byte next = bytes.get(position++);
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private WireFormatException beyondTheEnd(long needed) {
    return outermost ? new WireFormatException(Fault.CUT_OFF, start, needed) : damaged();
  }

  private WireFormatException damaged() {
    return new WireFormatException(Fault.DAMAGED, start, 0);
  }
}
