package io.trtdoctor.worker.client;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.probe.Death;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.protocol.Answer;
import io.trtdoctor.worker.protocol.CallFrame;
import io.trtdoctor.worker.protocol.Frame;
import io.trtdoctor.worker.protocol.LogLineFrame;
import io.trtdoctor.worker.protocol.PhaseMark;
import io.trtdoctor.worker.protocol.ProtocolException;
import io.trtdoctor.worker.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One probe on one child: sends the request, listens, and stops it when it is time. */
final class ProbeRun {
  /** A build that logged the symptom mostly ends by itself at once, and then the child lives. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Logged once every scale is known, be it from batches or from a cache. */
  private final Child child;

  private final Request request;
  private final Until until;
  private final Optional<Pattern> symptom;
  private final Duration limit;
  private final Consumer<LogMessage> listener;
  private final Transcript transcript;
  private Optional<LogMessage> symptomSeen = Optional.empty();
  private boolean phaseOver;
  private boolean reusable;

  ProbeRun(
      Child child,
      Request request,
      Until until,
      Duration limit,
      OptionalDouble startSeconds,
      Consumer<LogMessage> listener) {
    this.child = child;
    this.request = request;
    this.until = until;
    this.symptom =
        until instanceof Until.Symptom s
            ? Optional.of(Pattern.compile(s.regex()))
            : Optional.empty();
    this.limit = limit;
    this.listener = listener;
    this.transcript = new Transcript(child, request.recipe().model().sha256(), startSeconds);
  }

  /** Whether the child may serve another probe. */
  boolean reusable() {
    return reusable;
  }

  /** Whether the child was dead before it began on this probe, so that another may try. */
  boolean neverBegan() {
    return !reusable && transcript.nothingYet() && !child.process().wasKilled();
  }

  Outcome run() throws InterruptedException {
    try {
      child.process().send(request);
    } catch (IOException e) {
      return died();
    }
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<ChildEvent> event =
          child.process().next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      if (event.isEmpty()) {
        return late();
      }
      boolean hadSymptom = symptomSeen.isPresent();
      Optional<Outcome> outcome = take(event.get());
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (!hadSymptom && symptomSeen.isPresent()) {
        deadline = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
      }
    }
  }

  private Outcome late() {
    child.process().kill();
    Observations seen = transcript.observations(Optional.empty());
    return symptomSeen
        .<Outcome>map(message -> new Outcome.Failed(message.text(), seen))
        .orElseGet(() -> new Outcome.Hung(limit, seen));
  }

  private Optional<Outcome> take(ChildEvent event) throws InterruptedException {
    if (event instanceof ChildEvent.Closed) {
      return Optional.of(died());
    } else if (event instanceof ChildEvent.Rubbish rubbish) {
      return Optional.of(rubbish(rubbish.why()));
    }
    try {
      return take(((ChildEvent.Received) event).frame());
    } catch (ProtocolException e) {
      return Optional.of(rubbish(String.valueOf(e.getMessage())));
    }
  }

  private Optional<Outcome> take(Frame frame) throws ProtocolException {
    switch (frame.type()) {
      case LOG -> heard(LogMessages.of(LogLineFrame.read(frame)));
      case CALL -> heard(CallFrame.read(frame).call());
      case PHASE -> heard(PhaseMark.read(frame));
      case ANSWER -> {
        return Optional.of(answered(Answer.read(frame)));
      }
      case HELLO, READY, REQUEST, GOODBYE ->
          throw new ProtocolException("a child at work sent " + frame.type());
    }
    return phaseOver && transcript.firstError().isEmpty() ? Optional.of(stop()) : Optional.empty();
  }

  private void heard(LogMessage message) {
    transcript.add(message);
    listener.accept(message);
    if (symptomSeen.isEmpty()
        && symptom.isPresent()
        && symptom.get().matcher(message.text()).find()) {
      symptomSeen = Optional.of(message);
    }
    phaseOver |= until instanceof Until.PhaseOver over && over.phase().isOverAt(message.text());
  }

  private void heard(CalibratorCall call) {
    transcript.add(call);
    phaseOver |=
        waitsFor(Until.Phase.CALIBRATION)
            && call.method() == CalibratorCall.Method.WRITE_CALIBRATION_CACHE;
  }

  private void heard(PhaseMark mark) {
    transcript.add(mark);
    phaseOver |=
        waitsFor(Until.Phase.PARSING) && mark.phase() == PhaseMark.Phase.BUILD && mark.begins();
  }

  private boolean waitsFor(Until.Phase phase) {
    return until instanceof Until.PhaseOver over && over.phase() == phase;
  }

  /** TensorRT cannot be told to stop: JavaCPP's presets have no IProgressMonitor to implement. */
  private Outcome stop() {
    child.process().kill();
    return new Outcome.Stopped(
        ((Until.PhaseOver) until).phase(), transcript.observations(Optional.empty()));
  }

  private Outcome answered(Answer answer) throws ProtocolException {
    if (answer.id() != request.id()) {
      throw new ProtocolException("an answer to request " + answer.id());
    }
    reusable = !answer.doubtful();
    Observations seen = transcript.observations(Optional.of(answer));
    return switch (answer.status()) {
      case BUILT -> new Outcome.Built(seen);
      case FAILED -> new Outcome.Failed(symptom(answer), seen);
      case REFUSED ->
          new Outcome.Unresolved(Message.of("probe.refused", answer.detail().orElse("")), seen);
    };
  }

  private String symptom(Answer answer) {
    return symptomSeen
        .or(transcript::firstError)
        .map(LogMessage::text)
        .or(answer::detail)
        .orElse("");
  }

  private Outcome rubbish(String why) {
    child.process().kill();
    return new Outcome.Unresolved(
        Message.of("probe.child-talks-rubbish", why), transcript.observations(Optional.empty()));
  }

  private Outcome died() throws InterruptedException {
    boolean ours = child.process().wasKilled();
    Death death = child.process().awaitDeath();
    Observations seen = transcript.observations(Optional.empty());
    return ours ? Outcome.givenUp(seen) : new Outcome.Crashed(death, transcript.lastLine(), seen);
  }
}
