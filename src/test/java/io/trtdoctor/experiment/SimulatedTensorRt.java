package io.trtdoctor.experiment;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers as TensorRT was seen to: without batches and without a cache calibration fails, and under
 * OBEY a layer without an INT8 kernel ends the build, which names it.
 */
final class SimulatedTensorRt implements ProbeRunner {
  static final String NO_BATCHES = "1: Unexpected exception _Map_base::at";

  private final List<String> layers;
  private final Set<String> withoutKernel;
  private final Function<Recipe, Optional<String>> otherFault;
  private final List<Recipe> asked = new ArrayList<>();
  private final List<Until> untils = new ArrayList<>();

  SimulatedTensorRt(List<String> layers, Set<String> withoutKernel) {
    this(layers, withoutKernel, recipe -> Optional.empty());
  }

  /**
   * @param otherFault the error that a recipe fails with besides, empty for none
   */
  SimulatedTensorRt(
      List<String> layers,
      Set<String> withoutKernel,
      Function<Recipe, Optional<String>> otherFault) {
    this.layers = layers;
    this.withoutKernel = withoutKernel;
    this.otherFault = otherFault;
  }

  List<Recipe> asked() {
    return asked;
  }

  /** How far each was to be run. */
  List<Until> untils() {
    return untils;
  }

  @Override
  public synchronized Outcome run(Recipe recipe, Until until, Duration limit) {
    asked.add(recipe);
    untils.add(until);
    boolean calibrates = recipe.calibrator().isPresent() && recipe.calibrationCache().isEmpty();
    if (calibrates && recipe.batches() instanceof Batches.None) {
      return failed(
          recipe,
          "INFO Starting Calibration.",
          "INFO   Post Processing Calibration data in 9.3e-07 seconds.",
          "VERBOSE Assigning tensor scales: /Concat_output_0 using /Concat_output_0 [",
          "ERROR " + NO_BATCHES);
    }
    Optional<String> disobedient =
        recipe.constraintMode() == ConstraintMode.OBEY
            ? described(recipe).stream()
                .filter(layer -> layer.precision().equals(Optional.of(DataType.INT8)))
                .map(BuilderLayer::name)
                .filter(withoutKernel::contains)
                .findFirst()
            : Optional.empty();
    if (disobedient.isPresent()) {
      return failed(
          recipe,
          "ERROR 2: Assertion !n->candidateRequirements.empty() failed. No supported formats for "
              + disobedient.get());
    }
    return otherFault
        .apply(recipe)
        .map(error -> failed(recipe, "ERROR " + error))
        .orElseGet(
            () ->
                new Outcome.Built(
                    seen(recipe, List.of("INFO Engine generation completed in 1 seconds."))));
  }

  private Outcome failed(Recipe recipe, String... lines) {
    String last = lines[lines.length - 1];
    return new Outcome.Failed(last.substring(last.indexOf(' ') + 1), seen(recipe, List.of(lines)));
  }

  private Observations seen(Recipe recipe, List<String> lines) {
    List<LogMessage> log =
        lines.stream()
            .map(
                line ->
                    new LogMessage(
                        0.5,
                        LogSeverity.valueOf(line.substring(0, line.indexOf(' '))),
                        line.substring(line.indexOf(' ') + 1)))
            .toList();
    Observations none = Observations.none();
    return new Observations(
        log,
        Map.of("build", 1.0),
        List.of(),
        recipe.calibrator().isPresent() && !(recipe.batches() instanceof Batches.None)
            ? Optional.of(cache())
            : Optional.empty(),
        OptionalLong.empty(),
        "",
        "",
        Optional.empty(),
        described(recipe),
        none.files(),
        Map.of(),
        Optional.empty());
  }

  private String cache() {
    StringBuilder text = new StringBuilder("TRT-8601-EntropyCalibration2\n");
    layers.forEach(layer -> text.append(layer).append("_output_0: 3c010a14\n"));
    return text.toString();
  }

  private List<BuilderLayer> described(Recipe recipe) {
    List<BuilderLayer> described = new ArrayList<>();
    for (String layer : layers) {
      Optional<PrecisionConstraint> rule =
          recipe.constraints().stream()
              .filter(r -> r.matchesName(layer))
              .reduce((first, last) -> last);
      described.add(
          new BuilderLayer(
              described.size(),
              layer,
              "CONVOLUTION",
              rule.flatMap(PrecisionConstraint::precision),
              rule.map(PrecisionConstraint::outputTypes).orElse(List.of()),
              ""));
    }
    return described;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
