package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.probe.EngineLayers;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.report.OwnBuild;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build that {@code diagnose} made itself, or had from a recording, and what is left to judge of
 * it.
 *
 * @param log what it logged, in a file; empty if nothing
 * @param settings how it was made
 * @param remarks what else there is to say of it
 * @param report what the case folder keeps of it
 * @param experiment what further probes found out
 * @param journal where the probes are until the case is written
 * @param calibrated the calibration cache that it wrote, if it did
 */
record TrialBuild(
    Optional<Path> log,
    BuildSettings settings,
    List<Message> remarks,
    OwnBuild report,
    Experiment experiment,
    Optional<CaseJournal> journal,
    Optional<CalibrationCache> calibrated) {
  /** What the log is called in evidence and in the case folder. */
  static final String LOG_NAME = "build.log";

  private static final String REDUCED = "reduced.onnx";

  TrialBuild {
    remarks = List.copyOf(remarks);
  }

  /** No build at all. */
  static TrialBuild none(BuildSettings settings) {
    return new TrialBuild(
        Optional.empty(),
        settings,
        List.of(),
        OwnBuild.none(),
        Experiment.none(),
        Optional.empty(),
        Optional.empty());
  }

  static TrialBuild of(
      Recipe recipe,
      Outcome outcome,
      OwnRecipe own,
      Message chosen,
      Experiment experiment,
      CaseJournal journal) {
    List<Message> remarks = new ArrayList<>();
    own.remarkOnData().ifPresent(remarks::add);
    remarks.addAll(OutcomeText.of(outcome));
    try {
      String text = ProbeLog.text(outcome.observations());
      Optional<Path> log = text.isBlank() ? Optional.empty() : Optional.of(written(text));
      Map<String, Path> files = new LinkedHashMap<>();
      log.ifPresent(file -> files.put(LOG_NAME, file));
      files.put(CaseJournal.NAME, journal.file());
      OwnBuild report =
          new OwnBuild(
              chosen,
              recipe.hash(),
              RecipeJson.canonical(recipe),
              outcome.observations().machine(),
              EngineLayers.of(outcome.observations()),
              files);
      return new TrialBuild(
          log,
          own.settings(),
          remarks,
          report,
          experiment,
          Optional.of(journal),
          outcome.observations().calibrationCache().flatMap(TrialBuild::read));
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  /** With the smallest network that shows the symptom among the case's files. */
  TrialBuild withReduced(Optional<Path> network) {
    Map<String, Path> files = new LinkedHashMap<>(report.files());
    network.ifPresent(file -> files.put(REDUCED, file));
    return new TrialBuild(
        log, settings, remarks, report.with(files), experiment, journal, calibrated);
  }

  /** What is no cache is told of by the checks; here it is as good as none. */
  private static Optional<CalibrationCache> read(String cache) {
    try {
      return Optional.of(
          CalibrationCacheReader.parse(cache.getBytes(StandardCharsets.UTF_8), LOG_NAME));
    } catch (BadInputException e) {
      return Optional.empty();
    }
  }

  private static Path written(String text) throws IOException {
    return Files.writeString(CaseFiles.temporary(".log"), text);
  }

  /** What else there is to say of it and of the data. */
  List<Message> remarksOn(DataInput data) {
    return Stream.concat(remarks.stream(), data.remarks().stream()).toList();
  }

  /** What the case folder keeps of it and of the data. */
  OwnBuild reportOn(DataInput data) {
    Map<String, Path> files = new LinkedHashMap<>(report.files());
    files.putAll(data.files());
    return report.with(files);
  }

  /** The case is written: its probes need not be kept elsewhere. */
  void done() {
    journal.ifPresent(CaseJournal::done);
  }
}
