package io.trtdoctor.cli;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import io.trtdoctor.report.OwnBuild;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A build that {@code diagnose} made itself, or had from a recording, and what is left to judge of
 * it.
 *
 * @param log what it logged, in a file; empty if nothing
 * @param settings how it was made
 * @param remarks what else there is to say of it
 * @param report what the case folder keeps of it
 */
record TrialBuild(
    Optional<Path> log, BuildSettings settings, List<Message> remarks, OwnBuild report) {
  /** What the log is called in evidence and in the case folder. */
  static final String LOG_NAME = "build.log";

  private static final String RECORDING_NAME = "probes.gz";

  TrialBuild {
    remarks = List.copyOf(remarks);
  }

  /** No build at all. */
  static TrialBuild none(BuildSettings settings) {
    return new TrialBuild(Optional.empty(), settings, List.of(), OwnBuild.none());
  }

  static TrialBuild of(Recipe recipe, Outcome outcome, OwnRecipe own, Message chosen) {
    List<Message> remarks = new ArrayList<>();
    own.remarkOnData().ifPresent(remarks::add);
    remarks.addAll(OutcomeText.of(outcome));
    try {
      String text = ProbeLog.text(outcome.observations());
      Optional<Path> log = text.isBlank() ? Optional.empty() : Optional.of(written(text));
      Map<String, Path> files = new LinkedHashMap<>();
      log.ifPresent(file -> files.put(LOG_NAME, file));
      files.put(RECORDING_NAME, recorded(recipe, outcome));
      OwnBuild report =
          new OwnBuild(
              chosen,
              recipe.hash(),
              RecipeJson.canonical(recipe),
              outcome.observations().machine(),
              EngineLayers.of(outcome.observations()),
              files);
      return new TrialBuild(log, own.settings(), remarks, report);
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  private static Path written(String text) throws IOException {
    return Files.writeString(CaseFiles.temporary(".log"), text);
  }

  private static Path recorded(Recipe recipe, Outcome outcome) throws IOException {
    Path file = CaseFiles.temporary(".gz");
    try (Recording recording = Recording.append(file)) {
      recording.add(recipe, Until.finished(), outcome);
    } catch (MachineLacksException e) {
      throw new IOException(e);
    }
    return file;
  }
}
