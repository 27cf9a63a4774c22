package io.trtdoctor.cli;

import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.JournalRunner;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the build that is judged, here or out of a recording, and has it investigated. */
final class TrialBuilder {
  private final ProbeOptions options;
  private final Session session;
  private final Machine machine;
  private final BuildSettings given;
  private final Optional<Path> out;

  /**
   * @param out where the case is to be written, empty for nowhere
   */
  TrialBuilder(
      ProbeOptions options,
      Session session,
      BuildSettings given,
      Machine machine,
      Optional<Path> out) {
    this.options = options;
    this.session = session;
    this.machine = machine;
    this.given = given;
    this.out = out;
  }

  /**
   * The build, or none where none is wanted or possible.
   *
   * @param logged the symptom that a given log shows, if one does
   * @param logGiven whether there is a log to judge, so that none is made unasked
   * @param data what the calibrator is to hand over
   * @throws MachineLacksException if a build here was asked for and cannot be made
   */
  TrialBuild make(
      Path model,
      NetworkGraph network,
      Supplier<Optional<Symptom>> logged,
      boolean logGiven,
      DataInput data) {
    Optional<ProbeStation> place = new ProbeStations(options, session, machine).find(logGiven);
    if (place.isEmpty() && !logGiven && options.backend() instanceof Backend.Auto) {
      session.say(Message.of("cli.gpu.going-on"));
    }
    return place
        .map(station -> built(station, model, network, logged, data))
        .orElseGet(() -> TrialBuild.none(given));
  }

  private TrialBuild built(
      ProbeStation station,
      Path model,
      NetworkGraph network,
      Supplier<Optional<Symptom>> logged,
      DataInput data) {
    OwnRecipe own = ownRecipe(network, data);
    Recipe recipe = station.recipe(own, model);
    station.silence(recipe).ifPresent(session::say);
    CaseJournal journal = CaseJournal.open(out, options.resume(), recipe);
    WatchedBuilds builds = new WatchedBuilds(session);
    try (JournalRunner runner = JournalRunner.of(station.runner(recipe, builds), journal.file())) {
      Outcome outcome = builds.run(runner, recipe, options.buildLimit());
      Experiment experiment =
          options.experiments() && station.hasRoomForExperiments()
              ? new Experiments(options, session, station, runner, data.suspectBatches())
                  .of(recipe, outcome, network, options.symptom().or(logged), journal)
              : Experiment.none();
      takeNoteOfInterrupt();
      return TrialBuild.of(recipe, outcome, own, station.told(), experiment, journal);
    }
  }

  /** Searches for a symptom of the user's choosing; the build is the one that shows it. */
  TrialBuild bisected(
      ProbeStation station, Path model, NetworkGraph network, Hunt hunt, DataInput data) {
    OwnRecipe own = ownRecipe(network, data);
    Recipe recipe = Experiments.hunted(station.recipe(own, model), hunt.symptom());
    CaseJournal journal = CaseJournal.open(out, options.resume(), recipe);
    try (JournalRunner runner =
        JournalRunner.of(station.runner(recipe, message -> {}), journal.file())) {
      Experiments experiments =
          new Experiments(options, session, station, runner, data.suspectBatches());
      Investigation investigation = experiments.investigation(recipe, network);
      Experiment experiment = experiments.bisection(investigation, hunt, journal);
      Outcome outcome = runner.run(recipe, Until.finished(), options.buildLimit());
      takeNoteOfInterrupt();
      return TrialBuild.of(recipe, outcome, own, station.told(), experiment, journal)
          .withReduced(investigation.reduced());
    }
  }

  /** What is built, with what nobody said told. */
  private OwnRecipe ownRecipe(NetworkGraph network, DataInput data) {
    OwnRecipe own = new OwnRecipe(given, network.network(), options, data.batches());
    own.defaults().ifPresent(session::say);
    return own;
  }

  /** Whatever ended the run, what is known is written down: an interrupt would close the files. */
  private static void takeNoteOfInterrupt() {
    var unused = Thread.interrupted();
  }
}
