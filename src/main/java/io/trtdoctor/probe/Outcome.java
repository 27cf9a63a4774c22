package io.trtdoctor.probe;

import io.trtdoctor.text.Message;
import java.time.Duration;

/** What came of a probe. */
public sealed interface Outcome {
  Observations observations();

  /** What recordings call it, one word. */
  String tag();

  /** An engine came out. */
  record Built(Observations observations) implements Outcome {
    @Override
    public String tag() {
      return "built";
    }
  }

  /** No engine came out; {@code symptom} is the first error, or the message that was waited for. */
  record Failed(String symptom, Observations observations) implements Outcome {
    @Override
    public String tag() {
      return "failed";
    }
  }

  /** The probe was stopped since the phase it asked about went by without an error. */
  record Stopped(Until.Phase after, Observations observations) implements Outcome {
    @Override
    public String tag() {
      return "stopped";
    }
  }

  /** The child died by itself; {@code lastLine} is the last message it logged, or empty. */
  record Crashed(Death death, String lastLine, Observations observations) implements Outcome {
    @Override
    public String tag() {
      return "crashed";
    }
  }

  /** The build took longer than it may; the child was killed. */
  record Hung(Duration limit, Observations observations) implements Outcome {
    @Override
    public String tag() {
      return "hung";
    }
  }

  /** The probe could not be run, so nothing is known. */
  record Unresolved(Message reason, Observations observations) implements Outcome {
    private static final String GIVEN_UP = "probe.closed";

    @Override
    public String tag() {
      return "unresolved";
    }

    /** Whether that is only because nobody waited for the answer any more. */
    public boolean isGivenUp() {
      return reason.key().equals(GIVEN_UP);
    }
  }

  /** The probe was ended before its answer, since whoever asked did not wait for it. */
  static Unresolved givenUp(Observations observations) {
    return new Unresolved(Message.of(Unresolved.GIVEN_UP), observations);
  }

  static Unresolved unresolved(Message reason) {
    return new Unresolved(reason, Observations.none());
  }
}
