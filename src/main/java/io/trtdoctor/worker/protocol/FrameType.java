package io.trtdoctor.worker.protocol;

import java.util.Optional;

/** What a frame carries; the number is its byte on the wire and never changes its meaning. */
public enum FrameType {
  /** Child to parent: {@link Hello}. */
  HELLO(1),
  /** Child to parent: {@link Ready}. */
  READY(2),
  /** Child to parent: a message of ILogger, see {@link LogLineFrame}. */
  LOG(3),
  /** Child to parent: a phase begins or ends, see {@link PhaseMark}. */
  PHASE(4),
  /** Child to parent: a calibrator's callback as JSON. */
  CALL(5),
  /** Parent to child: {@link Request}. */
  REQUEST(6),
  /** Child to parent: {@link Answer}. */
  ANSWER(7),
  /** Parent to child: end. */
  GOODBYE(8);

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  static Optional<FrameType> of(byte code) {
    for (FrameType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
