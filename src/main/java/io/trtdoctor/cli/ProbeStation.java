package io.trtdoctor.cli;

import io.trtdoctor.experiment.EarlierCalibrations;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the probes of a case are run. */
interface ProbeStation {
  /** Which TensorRT builds here and why, or which recording answers. */
  Message told();

  /** Whether a recording answers. */
  boolean isRecording();

  /** Whether more can be asked than what one recipe comes to. */
  boolean hasRoomForExperiments();

  /** How many probes may be asked at a time. */
  int workers();

  /** Another TensorRT line than the recipe's that probes can be built with here. */
  Optional<String> otherLine(Recipe recipe);

  /** Calibrations that were made here before. */
  EarlierCalibrations earlierCalibrations();

  /** The recipe as it is asked for here. */
  Recipe recipe(OwnRecipe own, Path model);

  /** A recipe from elsewhere as it can be built here: for this TensorRT. */
  Recipe adapted(Recipe recipe);

  /** What to say if it is known beforehand that nothing here answers a recipe. */
  default Optional<Message> silence(Recipe recipe) {
    return Optional.empty();
  }

  /**
   * Runs probes of a model; the caller closes it.
   *
   * @param recipe the first of them
   * @param listener hears what TensorRT logs as it comes
   */
  ProbeRunner runner(Recipe recipe, Consumer<LogMessage> listener);
}
