package io.trtdoctor.cli;

import io.trtdoctor.experiment.Budget;
import io.trtdoctor.experiment.ContentFiles;
import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.experiment.Laboratory;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.search.SearchOptions;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Has a recipe investigated, and says how it goes on. */
final class Experiments {
  private final ProbeOptions options;
  private final Session session;
  private final ProbeStation station;
  private final ProbeRunner runner;

  Experiments(ProbeOptions options, Session session, ProbeStation station, ProbeRunner runner) {
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
    Budget budget = options.budget();
    Investigation investigation =
        new Investigation(
            new Laboratory(
                runner,
                options.buildLimit(),
                budget,
                new ProbeSayings(session),
                station.isRecording()),
            recipe,
            network,
            new SearchOptions(station.workers(), Integer.MAX_VALUE, budget::isSpent, false, 0),
            files());
    try {
      investigation.run(wanted);
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
