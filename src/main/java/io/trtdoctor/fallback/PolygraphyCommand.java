package io.trtdoctor.fallback;

import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.probe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** Command lines of {@code polygraphy convert}, 0.44 and later. */
final class PolygraphyCommand {
  private final List<String> words = new ArrayList<>();

  private PolygraphyCommand(Recipe recipe) {
    words.addAll(List.of("polygraphy", "convert", FilePaths.model(recipe)));
  }

  /** Builds the fallback by way of the script that sets what was asked of the layers. */
  static String building(Recipe recipe) {
    PolygraphyCommand command = new PolygraphyCommand(recipe);
    recipe.flags().stream()
        .sorted()
        .filter(flag -> flag != BuilderFlag.STRICT_TYPES)
        .forEach(flag -> command.words.add(option(flag)));
    if (recipe.constraintMode() != ConstraintMode.NONE) {
      command.add(
          "--precision-constraints", recipe.constraintMode().name().toLowerCase(Locale.ROOT));
    }
    recipe.calibrator().ifPresent(command::calibrate);
    command.limits(recipe);
    command.shapes(recipe);
    command.add("--trt-network-postprocess-script", PolygraphyScript.FILE);
    command.add("--output", "fallback.engine");
    return CommandLine.of(command.words);
  }

  /** Calibrates with INT8 allowed everywhere and nothing asked of any layer; keeps the cache. */
  static String calibrating(Recipe recipe, CalibrationAlgorithm algorithm) {
    PolygraphyCommand command = new PolygraphyCommand(recipe);
    command.words.add("--int8");
    command.calibrate(algorithm);
    command.shapes(recipe);
    command.add("--data-loader-script", "your_data.py");
    command.add("--output", "all-int8.engine");
    return CommandLine.of(command.words);
  }

  private static String option(BuilderFlag flag) {
    return switch (flag) {
      case GPU_FALLBACK -> "--allow-gpu-fallback";
      case STRONGLY_TYPED -> "--strongly-typed";
      case INT8,
          FP16,
          BF16,
          FP8,
          STRICT_TYPES,
          PREFER_PRECISION_CONSTRAINTS,
          OBEY_PRECISION_CONSTRAINTS ->
          "--" + flag.tag();
    };
  }

  private void add(String option, String value) {
    words.add(option);
    words.add(value);
  }

  private void calibrate(CalibrationAlgorithm algorithm) {
    add("--calibration-cache", FallbackExports.CACHE);
    add("--calib-base-cls", algorithm.className());
  }

  private void limits(Recipe recipe) {
    recipe.workspaceBytes().ifPresent(bytes -> add("--pool-limit", "workspace:" + bytes));
    recipe
        .optimizationLevel()
        .ifPresent(level -> add("--builder-optimization-level", String.valueOf(level)));
    recipe
        .tacticSources()
        .ifPresent(
            sources -> {
              words.add("--tactic-sources");
              sources.stream().sorted().map(TacticSource::name).forEach(words::add);
            });
    if (!recipe.plugins().isEmpty()) {
      words.add("--plugins");
      words.addAll(FilePaths.plugins(recipe));
    }
  }

  private void shapes(Recipe recipe) {
    if (!recipe.shapes().isEmpty()) {
      shapes("--trt-min-shapes", recipe, ShapeRange::min);
      shapes("--trt-opt-shapes", recipe, ShapeRange::opt);
      shapes("--trt-max-shapes", recipe, ShapeRange::max);
    }
  }

  private void shapes(String option, Recipe recipe, Function<ShapeRange, List<Integer>> which) {
    words.add(option);
    new TreeMap<>(recipe.shapes())
        .forEach(
            (input, range) ->
                words.add(input.value() + ":" + which.apply(range).toString().replace(" ", "")));
  }
}
