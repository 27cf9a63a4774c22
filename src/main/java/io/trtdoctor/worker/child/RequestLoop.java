package io.trtdoctor.worker.child;

import io.trtdoctor.trt.TensorRt;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.Connection;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.Hello;
import io.trtdoctor.worker.protocol.ProtocolException;
import io.trtdoctor.worker.protocol.Ready;
import io.trtdoctor.worker.protocol.Request;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Says hello, creates the builder, and answers one request after the other. */
final class RequestLoop {
  /** Creates the builder, which may take many seconds. */
  interface Starter {
    TensorRt start(TensorRt.Listener listener);
  }

  private final Connection connection;
  private final Starter starter;
  private final Runnable parentGone;
  private final BlockingQueue<Optional<Request>> requests = new LinkedBlockingQueue<>();
  private final EventSender events;

  /**
   * @param parentGone called when the parent is gone, possibly in the middle of a build
   */
  RequestLoop(Connection connection, Starter starter, Runnable parentGone) {
    this.connection = connection;
    this.starter = starter;
    this.parentGone = parentGone;
    this.events = new EventSender(connection, parentGone);
  }

  /** Serves until the parent says goodbye or is gone. */
  void run() throws IOException {
    Hello.ofThisProcess().send(connection);
    Thread receiver = new Thread(this::receive, "receiver");
    receiver.setDaemon(true);
    receiver.start();
    Optional<TensorRt> tensorRt = start();
    if (tensorRt.isPresent()) {
      serve(new ProbeBench(tensorRt.get(), events));
    }
  }

  private Optional<TensorRt> start() throws IOException {
    try {
      TensorRt tensorRt = starter.start(events);
      new Ready(Optional.empty(), machine(tensorRt)).send(connection);
      return Optional.of(tensorRt);
    } catch (RuntimeException | LinkageError e) {
      new Ready(Optional.of(reason(e)), Map.of()).send(connection);
      return Optional.empty();
    }
  }

  /** With our process id, so that two measurements can be seen to come from one process. */
  private static Map<String, String> machine(TensorRt tensorRt) {
    Map<String, String> machine = new LinkedHashMap<>(tensorRt.machine());
    machine.put("pid", Long.toString(ProcessHandle.current().pid()));
    return machine;
  }

  /** All that the chain of causes says: that a library lacks another stands at its end. */
  private static String reason(Throwable e) {
    Set<String> words = new LinkedHashSet<>();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      words.add(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
    return String.join("; ", words);
  }

  private void serve(ProbeBench bench) throws IOException {
    try (bench) {
      Optional<Request> request = next();
      while (request.isPresent()) {
        Answer answer = bench.run(request.get());
        answer.send(connection);
        request = next();
      }
    }
  }

  private Optional<Request> next() {
    try {
      return requests.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void receive() {
    try {
      Optional<Frame> frame = connection.receive();
      while (frame.isPresent() && frame.get().type() != FrameType.GOODBYE) {
        if (frame.get().type() != FrameType.REQUEST) {
          throw new ProtocolException("the parent sent " + frame.get().type());
        }
        requests.add(Optional.of(Request.read(frame.get())));
        frame = connection.receive();
      }
    } catch (IOException e) {
      System.err.println("trt-doctor child: " + e);
    }
    requests.add(Optional.empty());
    parentGone.run();
  }
}
