package io.trtdoctor.worker.protocol;

import io.trtdoctor.error.DoctorException;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.probe.CalibratorCallJson;
import java.io.IOException;

/**
 * A calibrator's callback, sent at once so that it is known even if the next one kills the child.
 */
public record CallFrame(CalibratorCall call) {
  public void send(Connection connection) throws IOException {
    connection.send(FrameType.CALL, Json.bytes(CalibratorCallJson.tree(call)));
  }

  public static CallFrame read(Frame frame) throws ProtocolException {
    try {
      return new CallFrame(CalibratorCallJson.read(Json.tree(frame, FrameType.CALL)));
    } catch (DoctorException e) {
      throw new ProtocolException("a call that makes no sense: " + e.getMessage(), e);
    }
  }
}
