package io.trtdoctor.cli;

import io.trtdoctor.experiment.EarlierCalibrations;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.record.ReplayRunner;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A recording in place of TensorRT. */
final class RecordedStation implements ProbeStation {
  private final Path file;
  private final List<RecordedProbe> probes;
  private final ProbeOptions options;

  RecordedStation(Path file, ProbeOptions options) {
    this.file = file;
    this.probes = RecordingReader.read(file);
    this.options = options;
  }

  @Override
  public Message told() {
    return Message.of("cli.gpu.replaying", file);
  }

  @Override
  public boolean isRecording() {
    return true;
  }

  @Override
  public boolean hasRoomForExperiments() {
    return probes.stream().map(RecordedProbe::recipeHash).distinct().count() > 1;
  }

  /** One, so that the same is asked each time. */
  @Override
  public int workers() {
    return 1;
  }

  @Override
  public Optional<String> otherLine(Recipe recipe) {
    return probes.stream()
        .map(probe -> probe.recipe().line())
        .filter(line -> !line.equals(recipe.line()))
        .findFirst();
  }

  /** None: those of the recording are in it. */
  @Override
  public EarlierCalibrations earlierCalibrations() {
    return EarlierCalibrations.NONE;
  }

  /**
   * For the line asked for, else the one that the recording begins with; with kernel timings kept
   * or not, as it was recorded.
   */
  @Override
  public Recipe recipe(OwnRecipe own, Path model) {
    String line =
        options
            .tensorRt()
            .or(() -> probes.stream().findFirst().map(probe -> probe.recipe().line()))
            .orElse("");
    Recipe wanted = own.recipe(model, line, options.timingCache());
    Recipe other = own.recipe(model, line, !options.timingCache());
    return isRecorded(wanted) || (!isRecorded(other) && firstIs(wanted)) ? wanted : other;
  }

  private boolean isRecorded(Recipe recipe) {
    String hash = recipe.hash();
    return probes.stream().anyMatch(probe -> probe.recipe().hash().equals(hash));
  }

  /** A hunt's recipe may be recorded with its engine run alone. */
  private boolean firstIs(Recipe like) {
    return probes.stream()
        .limit(1)
        .anyMatch(probe -> probe.recipe().timingCache() == like.timingCache());
  }

  /** As it is: a recording answers what was asked when it was made. */
  @Override
  public Recipe adapted(Recipe recipe) {
    return recipe;
  }

  @Override
  public Optional<Message> silence(Recipe recipe) {
    return NearestRecipe.differences(recipe, probes.stream().map(RecordedProbe::recipe).toList());
  }

  @Override
  public ProbeRunner runner(Recipe recipe, Consumer<LogMessage> listener) {
    return new ReplayRunner(probes);
  }
}
