package io.trtdoctor.worker.client;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.CallFrame;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.Hello;
import io.trtdoctor.worker.protocol.LogLineFrame;
import io.trtdoctor.worker.protocol.PhaseMark;
import io.trtdoctor.worker.protocol.Ready;
import io.trtdoctor.worker.protocol.Request;
import java.lang.reflect.Field;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** A child that speaks the protocol and does what the name of the recipe's model says. */
final class FakeChild {
  private final SocketChannel channel;
  private final Connection connection;

  private FakeChild(SocketChannel channel) {
    this.channel = channel;
    this.connection = new Connection(channel, channel);
  }

  public static void main(String[] args) throws Exception {
    String atStart = args.length > 1 ? Path.of(args[1]).getFileName().toString() : "";
    if (atStart.equals("exit-at-start")) {
      System.err.println("no such option");
      Runtime.getRuntime().halt(3);
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(args[0]));
    new FakeChild(channel).serve(atStart);
  }

  private void serve(String atStart) throws Exception {
    Hello.ofThisProcess().send(connection);
    log(3, "Init CUDA");
    if (atStart.equals("never-ready")) {
      hang();
    } else if (atStart.equals("no-resource")) {
      log(1, "Error loading libnvinfer_builder_resource_sm90.so");
    }
    Optional<String> failure =
        atStart.startsWith("no-") ? Optional.of("TensorRT made no builder") : Optional.empty();
    new Ready(failure, Map.of("tensorrt", "9.9.9")).send(connection);
    for (Optional<Frame> frame = connection.receive();
        frame.isPresent() && frame.get().type() == FrameType.REQUEST;
        frame = connection.receive()) {
      work(Request.read(frame.get()));
    }
  }

  private void work(Request request) throws Exception {
    new PhaseMark(PhaseMark.Phase.BUILD, true, 0).send(connection);
    String task = request.recipe().model().path().orElseThrow().getFileName().toString();
    switch (task) {
      case "fail" -> log(1, "Unexpected exception _Map_base::at");
      case "exit" -> Runtime.getRuntime().halt(5);
      case "segv" -> {
        log(4, "Tactic: 0x1");
        segv();
      }
      case "kill-9" -> {
        signal("KILL");
        hang();
      }
      case "ctrl-c" -> signal("INT");
      case "hang" -> {
        log(4, "Tactic: 0x2");
        hang();
      }
      case "symptom-then-hang" -> {
        log(1, "No supported formats for /conv");
        hang();
      }
      case "calibrate-then-hang" -> {
        call(CalibratorCall.Method.GET_BATCH, true);
        call(CalibratorCall.Method.GET_BATCH, false);
        call(CalibratorCall.Method.WRITE_CALIBRATION_CACHE, true);
        hang();
      }
      case "rubbish" ->
          channel.write(
              ByteBuffer.wrap(
                  "inff is undefined".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      case "flood" -> flood();
      case "print" -> {
        System.out.println("identifier \"inff\" is undefined");
        System.err.println("warning: odd");
      }
      default -> log(3, "pid " + ProcessHandle.current().pid());
    }
    new PhaseMark(PhaseMark.Phase.BUILD, false, 2_000_000_000L).send(connection);
    answer(request.id(), task);
  }

  private void answer(long id, String task) throws Exception {
    boolean built = !task.equals("fail") && !task.equals("lost-context");
    new Answer(
            id,
            built ? Answer.Status.BUILT : Answer.Status.FAILED,
            Optional.empty(),
            built ? OptionalLong.of(1234) : OptionalLong.empty(),
            Optional.empty(),
            built ? Optional.of("{\"Layers\": []}") : Optional.empty(),
            List.of(),
            Optional.empty(),
            task.equals("lost-context"))
        .send(connection);
  }

  private void log(int severity, String text) throws Exception {
    new LogLineFrame(1_000_000_000L, severity, text).send(connection);
  }

  private void call(CalibratorCall.Method method, boolean answered) throws Exception {
    new CallFrame(
            new CalibratorCall(
                0.5, method, answered, 1, List.of(), OptionalDouble.empty(), Optional.empty()))
        .send(connection);
  }

  private void flood() throws Exception {
    String text = "x".repeat(100);
    while (true) {
      log(4, text);
    }
  }

  private static void hang() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void signal(String name) throws Exception {
    long pid = ProcessHandle.current().pid();
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
  }

  /** By reflection, since javac cannot be kept from warning of the class. */
  private static void segv() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
  }
}
