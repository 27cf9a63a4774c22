package io.trtdoctor.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private Connection sender() {
    return new Connection(
        Channels.newChannel(new ByteArrayInputStream(new byte[0])), Channels.newChannel(sent));
  }

  private static Connection receiver(byte[] bytes) {
    return new Connection(
        Channels.newChannel(new ByteArrayInputStream(bytes)),
        Channels.newChannel(new ByteArrayOutputStream()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_530, 65_536, 65_537, 1_000_000})
  void aFrameOfAnySizeArrivesWhole(int size) throws IOException {
    byte[] payload = new byte[size];
    new Random(size).nextBytes(payload);
    sender().send(FrameType.CALL, payload);

    Frame frame = receiver(sent.toByteArray()).receive().orElseThrow();

    assertThat(frame.type()).isEqualTo(FrameType.CALL);
    assertThat(frame.payload()).isEqualTo(payload);
  }

  @Test
  void framesArriveInOrderAndThenTheEnd() throws IOException {
    Connection sender = sender();
    new LogLineFrame(1, 4, "one").send(sender);
    new LogLineFrame(2, 1, "zwei \u00e4\nTeil").send(sender);
    Connection receiver = receiver(sent.toByteArray());

    assertThat(LogLineFrame.read(receiver.receive().orElseThrow()).text()).isEqualTo("one");
    assertThat(LogLineFrame.read(receiver.receive().orElseThrow()))
        .isEqualTo(new LogLineFrame(2, 1, "zwei \u00e4\nTeil"));
    assertThat(receiver.receive()).isEmpty();
  }

  @Test
  void aFrameThatBreaksOffIsNoFrame() throws IOException {
    sender().send(FrameType.LOG, new byte[100]);
    byte[] whole = sent.toByteArray();

    for (int end = 1; end < whole.length; end++) {
      Connection receiver = receiver(Arrays.copyOf(whole, end));
      assertThatThrownBy(receiver::receive).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsRead() {
    byte[] header = ByteBuffer.allocate(5).putInt(Integer.MAX_VALUE).put((byte) 3).array();

    assertThatThrownBy(() -> receiver(header).receive())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("length");
  }

  @Test
  void anUnknownTypeIsRefused() {
    byte[] header = ByteBuffer.allocate(5).putInt(0).put((byte) 99).array();

    assertThatThrownBy(() -> receiver(header).receive()).hasMessageContaining("99");
  }

  @Test
  void aHelloOfAnotherVersionIsRefused() {
    Frame frame =
        new Frame(FrameType.HELLO, "{\"version\": 2, \"pid\": 1}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Hello.read(frame)).hasMessageContaining("version 2");
  }

  @Test
  void aLongMessageIsCut() throws IOException {
    new LogLineFrame(1, 4, "x".repeat(LogLineFrame.MOST_BYTES + 1)).send(sender());

    LogLineFrame read = LogLineFrame.read(receiver(sent.toByteArray()).receive().orElseThrow());

    assertThat(read.text()).hasSize(LogLineFrame.MOST_BYTES);
  }
}
