package io.trtdoctor.cli;

import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.experiment.SameFailure;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import java.time.Duration;
import java.util.Optional;

/** Makes a build again and compares how it ends with how it was recorded to. */
final class FailureCheck {
  private final Outcome recorded;
  private final Optional<Symptom> symptom;
  private final Duration limit;

  /**
   * @param recorded what the build ended in
   * @param limit how long it may take now
   */
  FailureCheck(Outcome recorded, Duration limit) {
    this.recorded = recorded;
    this.symptom = Investigation.symptomOf(recorded);
    this.limit = limit;
  }

  /** How it came out, as the manifest and the catalogue call it. */
  enum Result {
    SEEN_AGAIN("seen-again"),
    GONE("gone"),
    OTHER("other"),
    NOT_CHECKED("not-checked");

    private final String tag;

    Result(String tag) {
      this.tag = tag;
    }

    String tag() {
      return tag;
    }
  }

  /** Whether it is known how the build is to end. */
  boolean isPossible() {
    return symptom.isPresent() || recorded instanceof Outcome.Built;
  }

  Outcome run(ProbeRunner runner, Recipe recipe) {
    return runner.run(recipe, Until.finished(), limit);
  }

  /** What the outcome says beside what was recorded. */
  Result compared(Outcome now) {
    if (now instanceof Outcome.Unresolved || !isPossible()) {
      return Result.NOT_CHECKED;
    } else if (symptom.isEmpty()) {
      return now instanceof Outcome.Built ? Result.SEEN_AGAIN : Result.OTHER;
    } else if (symptom.get().seenIn(now) == Answer.FAILS) {
      return Result.SEEN_AGAIN;
    }
    return now instanceof Outcome.Built ? Result.GONE : Result.OTHER;
  }

  /** What the outcome answers to a search for what it takes to fail. */
  Answer answer(Outcome now) {
    return switch (compared(now)) {
      case SEEN_AGAIN -> Answer.FAILS;
      case GONE -> Answer.PASSES;
      case OTHER, NOT_CHECKED -> Answer.UNRESOLVED;
    };
  }

  /** What is the same of an error in every build. */
  static String pattern(String error) {
    return new SameFailure(error).pattern();
  }
}
