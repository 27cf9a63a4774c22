package io.trtdoctor.worker.client;

import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.FrameType;
import io.trtdoctor.worker.protocol.LogLineFrame;
import io.trtdoctor.worker.protocol.ProtocolException;
import io.trtdoctor.worker.protocol.Ready;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A child and what it said before the probe at hand. */
final class Child {
  private final ChildProcess process;
  private final String line;
  private final List<LogMessage> startLog = new ArrayList<>();
  private final Map<String, List<LogMessage>> parseLogs = new HashMap<>();
  private Optional<Ready> ready = Optional.empty();

  private Child(ChildProcess process, String line) {
    this.process = process;
    this.line = line;
  }

  /**
   * @param started called once the child is ready or dead
   */
  static Child start(ChildSettings settings, Optional<Integer> device, Runnable started)
      throws IOException {
    return new Child(ChildProcess.start(settings, device, started), settings.line().name());
  }

  ChildProcess process() {
    return process;
  }

  boolean isReady() {
    return ready.isPresent();
  }

  Map<String, String> machine() {
    return ready.map(Ready::machine).orElse(Map.of());
  }

  /** What it logged when it created its builder and when it parsed this model. */
  List<LogMessage> logBefore(String modelSha256) {
    List<LogMessage> before = new ArrayList<>(startLog);
    before.addAll(parseLogs.getOrDefault(modelSha256, List.of()));
    return before;
  }

  /** Keeps the parser's messages, for later probes of the network that the child has now. */
  void keepParseLog(String modelSha256, List<LogMessage> messages) {
    parseLogs.put(modelSha256, messages.stream().map(Child::atZero).toList());
  }

  private static LogMessage atZero(LogMessage message) {
    return new LogMessage(0, message.severity(), message.text());
  }

  /**
   * Waits until the child has its builder.
   *
   * @return why it has none, empty if all is well
   */
  Optional<Outcome> awaitReady(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (ready.isEmpty()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<ChildEvent> event = process.next(left);
      if (event.isEmpty()) {
        process.kill();
        return Optional.of(unresolved(Message.of("probe.start-too-slow", line, limit.toSeconds())));
      }
      Optional<Outcome> failure = during(event.get());
      if (failure.isPresent()) {
        return failure;
      }
    }
    return ready.get().failure().map(this::noBuilder);
  }

  private Optional<Outcome> during(ChildEvent event) throws InterruptedException {
    if (event instanceof ChildEvent.Received received) {
      return take(received.frame());
    } else if (event instanceof ChildEvent.Rubbish rubbish) {
      process.kill();
      return Optional.of(unresolved(Message.of("probe.child-talks-rubbish", rubbish.why())));
    }
    return Optional.of(diedEarly());
  }

  private Optional<Outcome> take(Frame frame) {
    try {
      if (frame.type() == FrameType.LOG) {
        startLog.add(atZero(LogMessages.of(LogLineFrame.read(frame))));
      } else {
        ready = Optional.of(Ready.read(frame));
      }
      return Optional.empty();
    } catch (ProtocolException e) {
      process.kill();
      return Optional.of(
          unresolved(Message.of("probe.child-talks-rubbish", String.valueOf(e.getMessage()))));
    }
  }

  private Outcome diedEarly() throws InterruptedException {
    var death = process.awaitDeath();
    if (process.wasKilled()) {
      return Outcome.givenUp(observations());
    }
    Observations seen = observations();
    if (death.signal().isPresent()) {
      return new Outcome.Crashed(death, seen.lastLine(), seen);
    }
    String printed = (seen.stdout() + seen.stderr()).strip();
    return new Outcome.Unresolved(
        Message.of("probe.child-not-heard", line, death.describe(), printed), seen);
  }

  /** An error that TensorRT logged is a symptom; anything else says nothing about the recipe. */
  private Outcome noBuilder(String why) {
    Observations seen = observations();
    return seen.firstError()
        .<Outcome>map(error -> new Outcome.Failed(error.text(), seen))
        .orElseGet(
            () ->
                new Outcome.Unresolved(Message.of("probe.child-failed-to-start", line, why), seen));
  }

  private Outcome unresolved(Message reason) {
    return new Outcome.Unresolved(reason, observations());
  }

  private Observations observations() {
    return new Observations(
        startLog,
        Map.of(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        process.files().newStdout(),
        process.files().newStderr(),
        Optional.empty(),
        List.of(),
        process.files().leftBehind(),
        machine(),
        Optional.empty());
  }
}
