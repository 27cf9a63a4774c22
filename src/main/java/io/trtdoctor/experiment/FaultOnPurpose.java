package io.trtdoctor.experiment;

import io.trtdoctor.finding.Proof;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fault of the program that calls TensorRT, put in on purpose. A calibrator that hands over
 * nothing is such a one: a recipe with samples does not have it, whatever the user's calibrator
 * does.
 */
final class FaultOnPurpose {
  private static final int MOST_LINES = 3;

  private final Investigation investigation;
  private final Symptom symptom;

  FaultOnPurpose(Investigation investigation, Symptom symptom) {
    this.investigation = investigation;
    this.symptom = symptom;
  }

  /**
   * Builds once more with a calibrator that hands over nothing, where one would be asked.
   *
   * @param sound what came of the recipe as it is, which does not show the symptom
   */
  void run(Laboratory.Result sound) throws InterruptedException {
    Recipe recipe = investigation.failing();
    if (recipe.calibrator().isEmpty()
        || recipe.calibrationCache().isPresent()
        || recipe.batches() instanceof Batches.None) {
      return;
    }
    Laboratory.Result faulty = ask(recipe);
    if (faulty.answer() == Answer.FAILS) {
      showsIt(recipe, faulty, sound);
    } else if (faulty.answer() == Answer.PASSES) {
      investigation.note(Message.of("experiment.note.not-on-purpose"));
    }
  }

  private Laboratory.Result ask(Recipe recipe) throws InterruptedException {
    Batches none = new Batches.None();
    return investigation
        .laboratory()
        .ask(
            new Laboratory.Inquiry(
                recipe.toBuilder().calibrator(recipe.calibrator().orElseThrow(), none).build(),
                Message.of("experiment.asks.on-purpose"),
                List.of(
                    Message.of(
                        "experiment.setting",
                        Message.of("experiment.factor.data"),
                        BatchesText.of(none))),
                symptom,
                Until.finished()));
  }

  /** What is proved is that it can come of that, not that the user's calibrator does it. */
  private void showsIt(Recipe recipe, Laboratory.Result faulty, Laboratory.Result sound) {
    investigation.add(
        new Proof(
            Optional.empty(),
            Message.of("experiment.factor.data"),
            BatchesText.of(new Batches.None()),
            BatchesText.of(recipe.batches()),
            faulty.number(),
            sound.number(),
            1));
    investigation.note(Message.of("experiment.note.on-purpose", faulty.number()));
    if (symptom instanceof SameFailure failure && !failure.log().isEmpty()) {
      compare(failure.log(), faulty, sound);
    }
  }

  private void compare(List<String> log, Laboratory.Result faulty, Laboratory.Result sound) {
    LogLikeness asFaulty = LogLikeness.of(log, messages(faulty.outcome()));
    LogLikeness asSound = LogLikeness.of(log, messages(sound.outcome()));
    investigation.note(
        Message.of(
            "experiment.note.likeness",
            asFaulty.lines(),
            asFaulty.alike(),
            faulty.number(),
            asSound.alike(),
            sound.number()));
    List<String> telling = new ArrayList<>(asSound.unlike());
    telling.removeAll(asFaulty.unlike());
    note("experiment.note.telling", faulty.number(), telling);
    note("experiment.note.unlike", faulty.number(), asFaulty.unlike());
  }

  /** The first few of some lines, if there are any. */
  private void note(String key, int probe, List<String> lines) {
    if (!lines.isEmpty()) {
      investigation.note(
          Message.of(
              key,
              lines.size(),
              probe,
              Listed.of(lines.stream().limit(MOST_LINES).map(FaultOnPurpose::quoted).toList())));
    }
  }

  private static Message quoted(String line) {
    return Message.of("experiment.quoted", line.strip());
  }

  private static List<String> messages(Outcome outcome) {
    return outcome.observations().log().stream()
        .map(LogMessage::text)
        .map(text -> text.lines().findFirst().orElse(""))
        .toList();
  }
}
