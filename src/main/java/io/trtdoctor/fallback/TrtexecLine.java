package io.trtdoctor.fallback;

import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shell script that calls trtexec.
 *
 * <p>What trtexec cannot be told is left out and named in the script's comment; the script says on
 * standard error that it does not build what was verified.
 */
final class TrtexecLine {
  private static final long KIBIBYTE = 1L << 10;
  private static final long MEBIBYTE = 1L << 20;

  private final Fallback fallback;
  private final Recipe recipe;
  private final Optional<String> cache;
  private final List<String> words = new ArrayList<>(List.of("trtexec"));
  private final List<Message> gaps = new ArrayList<>();

  private TrtexecLine(Fallback fallback, Optional<String> cache) {
    this.fallback = fallback;
    this.cache = cache;
    this.recipe = fallback.recipe();
  }

  static TrtexecLine of(Fallback fallback) {
    TrtexecLine line = new TrtexecLine(fallback, Optional.of(FallbackExports.CACHE));
    line.settings();
    line.add("--saveEngine", "fallback.engine");
    return line;
  }

  /** For a build that is made again to see how it ends: what it calibrated with counts as well. */
  static TrtexecLine reproducing(Fallback build) {
    Optional<String> cache =
        build.recipe().calibrationCache().flatMap(FileRef::path).map(Path::toString);
    TrtexecLine line = new TrtexecLine(build, cache);
    line.settings();
    if (build.recipe().calibrator().isPresent() && cache.isEmpty()) {
      line.gaps.add(Message.of("fallback.trtexec-own-data"));
    }
    line.words.add("--verbose");
    line.words.add("--skipInference");
    return line;
  }

  private void settings() {
    add("--onnx", FilePaths.model(recipe));
    flags();
    calibration();
    layers();
    profile();
    limits();
  }

  /** What the line leaves out. */
  List<Message> gaps() {
    return List.copyOf(gaps);
  }

  String script() {
    List<String> comment = new ArrayList<>(Heading.of(fallback));
    comment.addAll(Heading.inWords(gaps));
    return Template.fill(
        "trtexec.sh",
        Map.of(
            "heading",
            Heading.commented("#", comment),
            "guards",
            guards("not the verified build", 1, List.of()),
            "line",
            command()));
  }

  /** The call of trtexec, a word a line. */
  String command() {
    return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" \\\n  "));
  }

  /**
   * What is to be said or looked for before the call.
   *
   * @param otherwise what is built if something is left out
   * @param status what the script ends with if a file is missing
   * @param files to be there
   */
  String guards(String otherwise, int status, List<String> files) {
    String warning =
        gaps.isEmpty()
            ? ""
            : "echo 'left out: %s; this is %s, see the comment' >&2\n"
                .formatted(gaps.size(), otherwise);
    return Stream.concat(files.stream(), givenCache().stream())
        .map(file -> guard(file, status))
        .collect(Collectors.joining("", "", warning));
  }

  private static String guard(String file, int status) {
    return "[ -f %1$s ] || { echo no %1$s 'here; see the comment' >&2; exit %2$d; }\n"
        .formatted(CommandLine.quoted(file), status);
  }

  /** The cache, if trtexec's calibrator is the one that takes it. */
  private Optional<String> givenCache() {
    return cache.filter(file -> calibrates());
  }

  private void add(String option, String value) {
    words.add(option + "=" + value);
  }

  private void flags() {
    for (BuilderFlag flag : recipe.flags().stream().sorted().toList()) {
      switch (flag) {
        case INT8, FP16, BF16, FP8 -> words.add("--" + flag.tag());
        case STRONGLY_TYPED -> words.add("--stronglyTyped");
        case GPU_FALLBACK -> words.add("--allowGPUFallback");
        case STRICT_TYPES, PREFER_PRECISION_CONSTRAINTS, OBEY_PRECISION_CONSTRAINTS ->
            gaps.add(Message.of("fallback.flag-unknown", "trtexec", flag.name()));
      }
    }
  }

  /** trtexec's calibrator is an IInt8EntropyCalibrator2, and it sets no range of a tensor. */
  private boolean calibrates() {
    return recipe.calibrator().filter(c -> c == CalibrationAlgorithm.ENTROPY_2).isPresent();
  }

  private void calibration() {
    givenCache().ifPresent(file -> add("--calib", file));
    if (!calibrates()) {
      recipe
          .calibrator()
          .ifPresent(c -> gaps.add(Message.of("fallback.trtexec-calibrator", c.className())));
    }
    if (!recipe.dynamicRanges().isEmpty()) {
      gaps.add(Message.of("fallback.trtexec-ranges", recipe.dynamicRanges().size()));
    }
    if (!recipe.outputs().isEmpty()) {
      gaps.add(Message.of("fallback.trtexec-outputs"));
    }
  }

  private void layers() {
    add("--precisionConstraints", recipe.constraintMode().name().toLowerCase(Locale.ROOT));
    TrtexecLayers layers = TrtexecLayers.of(fallback);
    if (recipe.constraintMode() != ConstraintMode.NONE) {
      gaps.addAll(layers.gaps());
      layers.precisions().ifPresent(list -> add("--layerPrecisions", list));
      layers.outputTypes().ifPresent(list -> add("--layerOutputTypes", list));
    } else if (!Ask.of(fallback).isEmpty()) {
      gaps.add(Message.of("fallback.trtexec-mode-none"));
    }
  }

  private void profile() {
    Map<TensorName, ShapeRange> shapes = new TreeMap<>(recipe.shapes());
    for (TensorName input : recipe.shapes().keySet()) {
      Optional<Message> problem = TrtexecLayers.problem(input.value());
      problem.ifPresent(
          why -> {
            shapes.remove(input);
            gaps.add(Message.of("fallback.trtexec-input", input, why));
          });
    }
    if (!shapes.isEmpty()) {
      add("--minShapes", shapes(shapes, ShapeRange::min));
      add("--optShapes", shapes(shapes, ShapeRange::opt));
      add("--maxShapes", shapes(shapes, ShapeRange::max));
    }
  }

  private static String shapes(
      Map<TensorName, ShapeRange> shapes, Function<ShapeRange, List<Integer>> which) {
    return shapes.entrySet().stream()
        .map(e -> e.getKey().value() + ":" + dimensions(which.apply(e.getValue())))
        .collect(Collectors.joining(","));
  }

  private static String dimensions(List<Integer> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private void limits() {
    recipe.workspaceBytes().ifPresent(bytes -> add("--memPoolSize", "workspace:" + size(bytes)));
    recipe
        .optimizationLevel()
        .ifPresent(level -> add("--builderOptimizationLevel", String.valueOf(level)));
    recipe.tacticSources().ifPresent(sources -> add("--tacticSources", tactics(sources)));
    FilePaths.plugins(recipe).forEach(plugin -> add("--staticPlugins", plugin));
  }

  /** In MiB, which needs no suffix, where that is a whole number. */
  private static String size(long bytes) {
    if (bytes % MEBIBYTE == 0) {
      return String.valueOf(bytes / MEBIBYTE);
    }
    return bytes % KIBIBYTE == 0 ? bytes / KIBIBYTE + "K" : bytes + "B";
  }

  private static String tactics(Set<TacticSource> sources) {
    return Arrays.stream(TacticSource.values())
        .map(source -> (sources.contains(source) ? "+" : "-") + source.name())
        .collect(Collectors.joining(","));
  }
}
