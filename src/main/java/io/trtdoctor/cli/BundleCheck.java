package io.trtdoctor.cli;

import io.trtdoctor.bundle.Draft;
import io.trtdoctor.bundle.Finishing;
import io.trtdoctor.bundle.Manifest;
import io.trtdoctor.bundle.Redaction;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Looks whether the failure of a case is still there in what is packed of it. */
final class BundleCheck {
  private final ProbeOptions options;
  private final Session session;
  private final Draft draft;
  private final Redaction redaction;
  private final Optional<String> symptom;
  private final Path scratch;
  private Message offer = Message.of("cli.bundle.offer-all");

  /**
   * @param symptom what the case is about, empty for how its build ended
   * @param scratch a folder for models that are tried
   */
  BundleCheck(
      ParseResult line,
      Session session,
      Draft draft,
      Redaction redaction,
      Optional<String> symptom,
      Path scratch) {
    this.symptom = symptom.map(redaction);
    this.options = new ProbeOptions(line, draft.recipe().map(Recipe::line));
    this.session = session;
    this.draft = draft;
    this.redaction = redaction;
    this.scratch = scratch;
  }

  /** How the recorded build ended, and what came of a check where one could be made. */
  Manifest.Failure run() {
    Manifest.Failure failure =
        Finishing.failureOf(draft.failing(), FailureCheck::pattern).with(symptom);
    if (draft.recipe().isEmpty()) {
      return failure;
    }
    FailureCheck check =
        new FailureCheck(
            draft.failing().orElseThrow().outcome(),
            symptom.map(SymptomChoice::parse),
            options.buildLimit());
    Optional<ProbeStation> station =
        check.isPossible()
            ? new ProbeStations(options, session, Machine.local()).find(false)
            : Optional.empty();
    return station.map(place -> failure.checked(at(place, check).tag())).orElse(failure);
  }

  /** What to add to the command line if the failure is gone. */
  Message offer() {
    return offer;
  }

  private FailureCheck.Result at(ProbeStation station, FailureCheck check) {
    Recipe recipe = station.adapted(draft.recipe().orElseThrow());
    session.say(Message.of("cli.bundle.checking", recipe.line()));
    try (ProbeRunner runner = station.runner(recipe, message -> {})) {
      FailureCheck.Seen seen = check.run(runner, recipe);
      OutcomeText.of(seen.outcome()).forEach(session::say);
      if (seen.result() == FailureCheck.Result.GONE && draft.hasMadeUpWeights()) {
        session.say(Message.of("cli.bundle.searching"));
        needed(new NeededWeights(draft, redaction, check, runner, scratch), recipe, station);
      }
      return seen.result();
    }
  }

  private void needed(NeededWeights weights, Recipe recipe, ProbeStation station) {
    try {
      Optional<Set<TensorName>> needed = weights.search(recipe, station.workers());
      offer =
          needed
              .filter(names -> !names.isEmpty())
              .map(names -> Message.of("cli.bundle.offer", names.size(), words(names)))
              .orElse(offer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(Set<TensorName> names) {
    return names.stream()
        .map(TensorName::value)
        .sorted()
        .map(name -> "--keep-weights-of " + io.trtdoctor.escape.CommandLine.quoted(name))
        .collect(Collectors.joining(" "));
  }
}
