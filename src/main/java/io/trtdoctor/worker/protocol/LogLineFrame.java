package io.trtdoctor.worker.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message of ILogger in compact form: eight bytes of nanoseconds, one byte of severity, the text.
 *
 * @param nanos since the probe began, or since the child began before its first probe
 * @param severity ILogger's number: 0 for internal errors to 4 for verbose
 * @param text cut to {@value #MOST_BYTES} bytes
 */
public record LogLineFrame(long nanos, int severity, String text) {
  /** The most of a message that is sent, in bytes of UTF-8. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int HEADER = 9;

  public void send(Connection connection) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MOST_BYTES);
    ByteBuffer payload = ByteBuffer.allocate(HEADER + length);
    payload.putLong(nanos).put((byte) severity).put(bytes, 0, length);
    connection.send(FrameType.LOG, payload.array());
  }

  public static LogLineFrame read(Frame frame) throws ProtocolException {
    if (frame.type() != FrameType.LOG || frame.payload().length < HEADER) {
      throw new ProtocolException("expected a log message, got " + frame.type());
    }
    ByteBuffer payload = ByteBuffer.wrap(frame.payload());
    long nanos = payload.getLong();
    int severity = payload.get();
    String text =
        new String(
            frame.payload(), HEADER, frame.payload().length - HEADER, StandardCharsets.UTF_8);
    return new LogLineFrame(nanos, severity, text);
  }
}
