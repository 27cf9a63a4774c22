package io.trtdoctor.worker.child;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.trt.TensorRt;
import io.trtdoctor.worker.protocol.CallFrame;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.LogLineFrame;
import io.trtdoctor.worker.protocol.PhaseMark;
import java.io.IOException;

/** Sends what TensorRT does to the parent as it happens, with times from the probe's start. */
final class EventSender implements TensorRt.Listener {
  private static final double NANOS = 1e9;

  private final Connection connection;
  private final Runnable parentGone;
  private volatile long origin = System.nanoTime();

  EventSender(Connection connection, Runnable parentGone) {
    this.connection = connection;
    this.parentGone = parentGone;
  }

  /** A probe starts now. */
  void restartClock() {
    origin = System.nanoTime();
  }

  @Override
  public void message(int severity, String text) {
    send(() -> new LogLineFrame(nanos(), severity, text).send(connection));
  }

  @Override
  public void called(CalibratorCall call) {
    CalibratorCall timed = call.at(nanos() / NANOS);
    send(() -> new CallFrame(timed).send(connection));
  }

  @Override
  public void inspecting(boolean begins) {
    phase(PhaseMark.Phase.INSPECT, begins);
  }

  @Override
  public void measuring(boolean begins) {
    phase(PhaseMark.Phase.MEASURE, begins);
  }

  void phase(PhaseMark.Phase phase, boolean begins) {
    send(() -> new PhaseMark(phase, begins, nanos()).send(connection));
  }

  private long nanos() {
    return System.nanoTime() - origin;
  }

  private void send(Sending sending) {
    try {
      sending.send();
    } catch (IOException e) {
      parentGone.run();
    }
  }

  private interface Sending {
    void send() throws IOException;
  }
}
