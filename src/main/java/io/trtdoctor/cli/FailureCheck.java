package io.trtdoctor.cli;

import io.trtdoctor.cli.SymptomChoice.Accuracy;
import io.trtdoctor.cli.SymptomChoice.Shown;
import io.trtdoctor.experiment.AccuracySymptom;
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

/** Makes a build again and looks for what was recorded of it: how it ended, or what was hunted. */
final class FailureCheck {
  private final Outcome recorded;
  private final Optional<SymptomChoice> hunted;
  private final Duration limit;

  /**
   * @param recorded what the build ended in
   * @param hunted the symptom that the case is about, empty for how the build ended; one that a
   *     recorded outcome should show and does not counts as none
   * @param limit how long the build may take now
   */
  FailureCheck(Outcome recorded, Optional<SymptomChoice> hunted, Duration limit) {
    this.recorded = recorded;
    this.hunted = hunted.filter(choice -> isIn(recorded, choice));
    this.limit = limit;
  }

  private static boolean isIn(Outcome recorded, SymptomChoice choice) {
    return !(choice instanceof Shown shown) || shown.symptom().seenIn(recorded) == Answer.FAILS;
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

  /** What a build came to now, and what that says beside what was recorded. */
  record Seen(Outcome outcome, Result result) {
    /** What it answers to a search for what it takes to fail. */
    Answer answer() {
      return switch (result) {
        case SEEN_AGAIN -> Answer.FAILS;
        case GONE -> Answer.PASSES;
        case OTHER, NOT_CHECKED -> Answer.UNRESOLVED;
      };
    }
  }

  /** Whether it is known what to look for. */
  boolean isPossible() {
    return hunted.isPresent()
        || Investigation.symptomOf(recorded).isPresent()
        || recorded instanceof Outcome.Built;
  }

  /** Builds, for a comparison of outputs also in FP32, and compares. */
  Seen run(ProbeRunner runner, Recipe recipe) {
    Outcome now = runner.run(recipe, Until.finished(), limit);
    if (now instanceof Outcome.Unresolved || !isPossible()) {
      return new Seen(now, Result.NOT_CHECKED);
    } else if (hunted.isEmpty()) {
      return new Seen(now, ending(now));
    } else if (hunted.get() instanceof Shown shown) {
      return new Seen(now, hunt(shown.symptom(), now));
    }
    return new Seen(now, compared((Accuracy) hunted.get(), runner, recipe, now));
  }

  private Result ending(Outcome now) {
    Optional<Symptom> symptom = Investigation.symptomOf(recorded);
    if (symptom.isEmpty()) {
      return now instanceof Outcome.Built ? Result.SEEN_AGAIN : Result.OTHER;
    } else if (symptom.get().seenIn(now) == Answer.FAILS) {
      return Result.SEEN_AGAIN;
    }
    return now instanceof Outcome.Built ? Result.GONE : Result.OTHER;
  }

  private static Result hunt(Symptom symptom, Outcome now) {
    return switch (symptom.seenIn(now)) {
      case FAILS -> Result.SEEN_AGAIN;
      case PASSES -> Result.GONE;
      case UNRESOLVED -> Result.OTHER;
    };
  }

  /** The outputs beside those of the same network in FP32, weights included. */
  private Result compared(Accuracy accuracy, ProbeRunner runner, Recipe recipe, Outcome now) {
    if (!(now instanceof Outcome.Built) || now.observations().measurement().isEmpty()) {
      return now instanceof Outcome.Built ? Result.NOT_CHECKED : Result.OTHER;
    }
    return runner
        .run(Investigation.inFp32(recipe), Until.finished(), limit)
        .observations()
        .measurement()
        .map(plain -> new AccuracySymptom(plain, accuracy.metric(), accuracy.threshold()))
        .map(symptom -> hunt(symptom, now))
        .orElse(Result.NOT_CHECKED);
  }

  /** What is the same of an error in every build. */
  static String pattern(String error) {
    return new SameFailure(error).pattern();
  }
}
