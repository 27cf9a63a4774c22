package io.trtdoctor.worker.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * Sends and receives frames: four bytes of length, one byte of type, the payload.
 *
 * <p>Any thread may send; one thread receives. The channels are used directly, since the streams of
 * {@code java.nio.channels.Channels} lock reading against writing in Java 17 (JDK-4774871).
 */
public final class Connection implements Closeable {
  /** The most a payload may have, in bytes: an inspector's JSON of a huge network fits. */
  public static final int LARGEST_PAYLOAD = 256 << 20;

  private static final int HEADER = 5;
  private static final int READ_BUFFER = 1 << 16;

  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final ByteBuffer received = ByteBuffer.allocateDirect(READ_BUFFER).limit(0);
  private final Object sending = new Object();
  private ByteBuffer toSend = ByteBuffer.allocateDirect(READ_BUFFER);

  public Connection(ReadableByteChannel in, WritableByteChannel out) {
    this.in = in;
    this.out = out;
  }

  /** Sends a frame whole; it is on its way when this returns. */
  public void send(FrameType type, byte[] payload) throws IOException {
    if (payload.length > LARGEST_PAYLOAD) {
      throw new ProtocolException("a payload of " + payload.length + " bytes is too large");
    }
    synchronized (sending) {
      ByteBuffer frame = roomFor(HEADER + payload.length);
      frame.putInt(payload.length).put(type.code()).put(payload).flip();
      while (frame.hasRemaining()) {
        out.write(frame);
      }
    }
  }

  private ByteBuffer roomFor(int bytes) {
    if (bytes > READ_BUFFER) {
      return ByteBuffer.allocate(bytes);
    }
    return toSend.clear();
  }

  /**
   * The next frame, empty if the other side has closed the channel between two frames.
   *
   * @throws ProtocolException if what comes is no frame or breaks off inside of one
   */
  public Optional<Frame> receive() throws IOException {
    byte[] header = new byte[HEADER];
    int got = fill(header);
    if (got == 0) {
      return Optional.empty();
    }
    requireWhole(got, HEADER);
    ByteBuffer head = ByteBuffer.wrap(header);
    int length = head.getInt();
    byte code = head.get();
    FrameType type =
        FrameType.of(code)
            .orElseThrow(() -> new ProtocolException("no frame has the type " + code));
    if (length < 0 || length > LARGEST_PAYLOAD) {
      throw new ProtocolException("no frame has a length of " + length);
    }
    return Optional.of(new Frame(type, payload(length)));
  }

  /** Grows with what arrives, so that a mad length alone costs no memory. */
  private byte[] payload(int length) throws IOException {
    byte[] payload = new byte[Math.min(length, READ_BUFFER)];
    requireWhole(fill(payload), payload.length);
    while (payload.length < length) {
      int have = payload.length;
      byte[] more = new byte[Math.min(length - have, have)];
      requireWhole(fill(more), more.length);
      payload = java.util.Arrays.copyOf(payload, have + more.length);
      System.arraycopy(more, 0, payload, have, more.length);
    }
    return payload;
  }

  private static void requireWhole(int got, int wanted) throws ProtocolException {
    if (got < wanted) {
      throw new ProtocolException("the channel ended inside of a frame");
    }
  }

  private int fill(byte[] target) throws IOException {
    int got = 0;
    while (got < target.length) {
      if (!received.hasRemaining()) {
        received.clear();
        int n = in.read(received);
        received.flip();
        if (n < 0) {
          received.limit(0);
          return got;
        }
      }
      int n = Math.min(received.remaining(), target.length - got);
      received.get(target, got, n);
      got += n;
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      out.close();
    }
  }
}
