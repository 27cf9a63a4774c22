package io.trtdoctor.onnx;

/** The bytes are no protobuf message; told apart by what is wrong with them. */
final class WireFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the bytes. */
  enum Fault {
    /** The outermost message ends before a field of it does. */
    CUT_OFF,
    /** A field that protobuf does not know, or one that ends outside its message. */
    DAMAGED,
    /** Messages inside messages beyond the limit that protobuf itself sets. */
    TOO_DEEP
  }

  private final Fault fault;
  private final long position;
  private final long needed;

  WireFormatException(Fault fault, long position, long needed) {
    super(fault + " at byte " + position);
    this.fault = fault;
    this.position = position;
    this.needed = needed;
  }

  Fault fault() {
    return fault;
  }

  /** The byte, from 0, at which the field in question begins. */
  long position() {
    return position;
  }

  /** How long the file would have to be, in bytes; only for {@link Fault#CUT_OFF}. */
  long needed() {
    return needed;
  }
}
