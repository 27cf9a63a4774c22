package io.trtdoctor.cli;

import io.trtdoctor.experiment.AccuracySymptom;
import io.trtdoctor.experiment.Bisection;
import io.trtdoctor.experiment.Budget;
import io.trtdoctor.experiment.ContentFiles;
import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.experiment.Laboratory;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.search.SearchOptions;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/** Has a recipe investigated, and says how it goes on. */
final class Experiments {
  /** A few samples, and no timing: what is asked is how far off the outputs are. */
  private static final Measure MEASURE = new Measure(Batches.Synthetic.normal(2, 4), 0, 0);

  private final ProbeOptions options;
  private final Session session;
  private final ProbeStation station;
  private final ProbeRunner runner;
  private final Set<Integer> suspects;

  /**
   * Experiments.
   *
   * @param suspects batches of the recipe's data, from 0, that are more suspect than others
   */
  Experiments(
      ProbeOptions options,
      Session session,
      ProbeStation station,
      ProbeRunner runner,
      Set<Integer> suspects) {
    this.suspects = Set.copyOf(suspects);
    this.options = options;
    this.session = session;
    this.station = station;
    this.runner = runner;
  }

  /**
   * What the probes found out; nothing if the build is as it should be.
   *
   * @param outcome what came of the recipe
   * @param wanted the symptom that is hunted, empty for the recipe's own failure
   */
  Experiment of(
      Recipe recipe,
      Outcome outcome,
      NetworkGraph network,
      Optional<Symptom> wanted,
      CaseJournal journal) {
    if (wanted.isEmpty() && Investigation.symptomOf(outcome).isEmpty()) {
      return Experiment.none();
    }
    Investigation investigation = investigation(recipe, network);
    return found(investigation, journal, () -> investigation.run(wanted));
  }

  /** The recipe to hunt in: where outputs are to be compared, the engine is run. */
  static Recipe hunted(Recipe recipe, SymptomChoice symptom) {
    return symptom instanceof SymptomChoice.Accuracy
        ? recipe.toBuilder().measure(MEASURE).build()
        : recipe;
  }

  /**
   * What a search for a symptom of the user's choosing found.
   *
   * @param investigation of the recipe, see {@link #investigation}
   */
  Experiment bisection(Investigation investigation, Hunt hunt, CaseJournal journal) {
    Bisection bisection = new Bisection(investigation);
    return found(
        investigation,
        journal,
        () -> {
          Optional<Symptom> symptom = symptom(hunt.symptom(), bisection);
          if (symptom.isPresent()) {
            bisection.run(hunt.over(), symptom.get(), hunt.good());
          }
        });
  }

  private static Optional<Symptom> symptom(SymptomChoice choice, Bisection bisection)
      throws InterruptedException {
    if (choice instanceof SymptomChoice.Accuracy accuracy) {
      return bisection
          .reference(MEASURE)
          .map(
              reference -> new AccuracySymptom(reference, accuracy.metric(), accuracy.threshold()));
    }
    return Optional.of(((SymptomChoice.Shown) choice).symptom());
  }

  /** An investigation with this station's probes and the user's limits. */
  Investigation investigation(Recipe recipe, NetworkGraph network) {
    Budget budget = options.budget();
    return new Investigation(
        new Laboratory(
            runner, options.buildLimit(), budget, new ProbeSayings(session), station.isRecording()),
        recipe,
        network,
        new SearchOptions(station.workers(), Integer.MAX_VALUE, budget::isSpent, false, 0),
        files(),
        station.earlierCalibrations(),
        station.otherLine(recipe),
        suspects);
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private Experiment found(Investigation investigation, CaseJournal journal, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      investigation.interrupted();
      journal.folder().ifPresent(f -> session.say(Message.of("cli.interrupted.resume", f)));
    }
    return investigation.found();
  }

  private static ContentFiles files() {
    try {
      return new ContentFiles(Files.createTempDirectory("trt-doctor-"));
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }
}
