package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.experiment.EarlierCalibrations;
import io.trtdoctor.experiment.Investigation;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Builds that calibrated and came out, kept whole for the investigations of later runs, a file for
 * each recipe. A file is what any recording is, so what is recalled reaches journals and reports
 * like any other probe, with the time it was made at.
 *
 * <p>Nothing is recalled that an investigation has not asked for: what {@code diagnose} builds
 * itself is to show how calibration goes.
 */
final class KeptCalibrations implements EarlierCalibrations {
  private final Path folder;
  private final String machine;
  private final Consumer<Message> listener;
  private final Set<String> recalled = ConcurrentHashMap.newKeySet();

  /**
   * @param machine the GPU and the exact TensorRT version, as a part of file names
   * @param listener hears what is recalled and what cannot be kept
   */
  KeptCalibrations(Path folder, String machine, Consumer<Message> listener) {
    this.folder = folder;
    this.machine = machine;
    this.listener = listener;
  }

  @Override
  public void recall(Recipe recipe) {
    recalled.add(recipe.hash());
  }

  /** A runner that keeps what this one builds, and answers what is recalled. */
  ProbeRunner around(ProbeRunner runner) {
    return new Keeper(runner);
  }

  private final class Keeper implements ProbeRunner {
    private final ProbeRunner runner;

    Keeper(ProbeRunner runner) {
      this.runner = runner;
    }

    @Override
    public Outcome run(Recipe recipe, Until until, Duration limit) {
      return run(recipe, until, limit, 1);
    }

    @Override
    public Outcome run(Recipe recipe, Until until, Duration limit, int time) {
      Optional<Outcome> kept = time == 1 ? recalled(recipe) : Optional.empty();
      return kept.orElseGet(() -> keeping(recipe, runner.run(recipe, until, limit, time)));
    }

    @Override
    public void close() {
      runner.close();
    }
  }

  private Optional<Outcome> recalled(Recipe recipe) {
    Optional<Outcome> kept = recalled.contains(recipe.hash()) ? read(recipe) : Optional.empty();
    kept.flatMap(outcome -> outcome.observations().keptSince())
        .ifPresent(
            since -> listener.accept(Message.of("cli.gpu.calibration-recalled", since, folder)));
    return kept;
  }

  private Optional<Outcome> read(Recipe recipe) {
    Path file = file(recipe);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return RecordingReader.read(file).stream()
          .filter(probe -> probe.recipe().hash().equals(recipe.hash()))
          .<Outcome>map(probe -> probe.outcome())
          .filter(KeptCalibrations::isHealthy)
          .findFirst();
    } catch (BadInputException e) {
      return Optional.empty(); // damaged: the next calibration replaces it
    }
  }

  private Outcome keeping(Recipe recipe, Outcome outcome) {
    if (Investigation.calibrating(recipe).equals(recipe) && isHealthy(outcome)) {
      try {
        write(recipe, new Outcome.Built(outcome.observations().kept(Instant.now())));
      } catch (IOException | MachineLacksException e) {
        String why = String.valueOf(e.getMessage());
        listener.accept(Message.of("cli.gpu.calibration-not-kept", folder, why));
      }
    }
    return outcome;
  }

  private void write(Recipe recipe, Outcome outcome) throws IOException {
    Path part = Files.createTempFile(folder, "kept", ".part");
    try {
      try (Recording recording = Recording.append(part)) {
        recording.add(recipe, Until.finished(), outcome);
      }
      Files.move(part, file(recipe), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path file(Recipe recipe) {
    return folder.resolve(GpuStation.keptName(recipe, machine) + "-" + recipe.hash() + ".gz");
  }

  /** Whether an engine came out, of batches that were handed over, with scales that are numbers. */
  private static boolean isHealthy(Outcome outcome) {
    return outcome instanceof Outcome.Built
        && outcome.observations().batchesHandedOver() > 0
        && outcome.observations().calibrationCache().filter(KeptCalibrations::isSound).isPresent();
  }

  private static boolean isSound(String text) {
    try {
      CalibrationCache cache =
          CalibrationCacheReader.parse(text.getBytes(StandardCharsets.UTF_8), "cache");
      return cache.unreadable().isEmpty()
          && !cache.entries().isEmpty()
          && cache.entries().stream().allMatch(entry -> Double.isFinite(entry.scale().value()));
    } catch (BadInputException e) {
      return false;
    }
  }
}
