package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.settings.NamedValues.Pair;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The command line of {@code polygraphy run} and {@code polygraphy convert}, 0.30 to 0.49
 * (NVIDIA/TensorRT, tools/Polygraphy/polygraphy/tools/args).
 */
final class PolygraphyDialect {
  /** An option with the words that follow it. */
  record Given(GivenOption option, List<String> values) {
    static Given of(String name, List<String> values) {
      return new Given(new GivenOption(name, String.join(" ", values)), List.copyOf(values));
    }
  }

  /** What an option of Polygraphy's does to the settings. */
  @FunctionalInterface
  private interface Meaning {
    void apply(SettingsDraft draft, Given given);
  }

  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  private static final Set<String> SWITCHES =
      Set.of(
          "--trt",
          "--trt-legacy",
          "--onnxrt",
          "--tf",
          "--pluginref",
          "--tf32",
          "--sparse-weights",
          "--version-compatible",
          "--exclude-lean-runtime",
          "--error-on-timing-cache-miss",
          "--disable-compilation-cache",
          "--trt-safety-restricted",
          "--refittable",
          "--strip-plan",
          "--weight-streaming",
          "--direct-io",
          "--plugin-instancenorm",
          "--explicit-precision",
          "--validate",
          "--fail-fast",
          "--use-subprocess",
          "--ignore-external-data",
          "--fp-to-fp16",
          "--no-shape-inference",
          "--shape-inference",
          "--do-shape-inference",
          "--force-fallback-shape-inference",
          "--no-onnxruntime-shape-inference",
          "--silent",
          "--quiet",
          "-q",
          "-qq",
          "--verbose",
          "-v",
          "-vv",
          "-vvv",
          "--extra-verbose",
          "--super-verbose",
          "--no-color",
          "--mark-unfused-tensors-as-debug-tensors",
          "--show-histogram",
          "--show-error-metrics-plots",
          "--show-heatmaps",
          "--check-error-stat-per-element",
          "--no-strict-shape-checking",
          "--freeze-graph",
          "--tftrt",
          "--copy-outputs-to-host",
          "--help",
          "-h");

  private static final Set<String> ONE_VALUE =
      Set.of(
          "--model-type",
          "--quantile",
          "--regression-cutoff",
          "--load-timing-cache",
          "--save-timing-cache",
          "--timing-cache",
          "--save-tactics",
          "--save-tactic-replay",
          "--load-tactics",
          "--load-tactic-replay",
          "--tactic-replay",
          "--trt-config-script",
          "--trt-config-func-name",
          "--trt-config-postprocess-script",
          "--trt-cpps",
          "--builder-optimization-level",
          "--hardware-compatibility-level",
          "--max-aux-streams",
          "--runtime-platform",
          "--tiling-optimization-level",
          "--profiling-verbosity",
          "--engine-capability",
          "--trt-network-func-name",
          "--data-loader-script",
          "--data-loader-func-name",
          "--seed",
          "--iterations",
          "--iters",
          "--save-inputs",
          "--save-input-data",
          "--save-outputs",
          "--save-results",
          "--save-engine",
          "--save-onnx",
          "--output",
          "-o",
          "--convert-to",
          "--log-file",
          "--gen",
          "--gen-script",
          "--warm-up",
          "--optimization-profile",
          "--load-runtime",
          "--allocation-strategy",
          "--weight-streaming-budget",
          "--opset",
          "--external-data-dir",
          "--load-external-data",
          "--external-data-size-threshold",
          "--save-external-data",
          "--compare",
          "--compare-func",
          "--compare-func-script",
          "--error-metrics-output",
          "--save-error-metrics-plot",
          "--data-loader-backend-module",
          "--trt-builder-optimization-level",
          "--save-replay",
          "--ckpt");

  private static final Set<String> MANY_VALUES =
      Set.of(
          "--trt-outputs",
          "--trt-exclude-outputs",
          "--onnx-outputs",
          "--onnx-exclude-outputs",
          "--tensor-dtypes",
          "--tensor-datatypes",
          "--tensor-formats",
          "--preview-features",
          "--quantization-flags",
          "--tactic-sources",
          "--plugins",
          "--trt-network-postprocess-script",
          "--trt-npps",
          "--mark-debug",
          "--onnx-flags",
          "--load-inputs",
          "--load-input-data",
          "--load-outputs",
          "--load-results",
          "--val-range",
          "--int-min",
          "--int-max",
          "--float-min",
          "--float-max",
          "--atol",
          "--rtol",
          "--abs",
          "--rel",
          "--absolute-tolerance",
          "--relative-tolerance",
          "--check-error-stat",
          "--postprocess",
          "--postprocess-func",
          "--top-k",
          "--verbosity",
          "--log-format",
          "--providers",
          "--execution-providers",
          "--error-quantile");

  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          Map.entry("--int8", flag(BuilderFlag.INT8)),
          Map.entry("--fp16", flag(BuilderFlag.FP16)),
          Map.entry("--bf16", flag(BuilderFlag.BF16)),
          Map.entry("--fp8", flag(BuilderFlag.FP8)),
          Map.entry("--strongly-typed", flag(BuilderFlag.STRONGLY_TYPED)),
          Map.entry("--allow-gpu-fallback", flag(BuilderFlag.GPU_FALLBACK)),
          Map.entry("--use-dla", (draft, given) -> draft.note("useDLACore", given.option())),
          Map.entry("--strict-types", (draft, given) -> draft.strictTypes(given.option())),
          Map.entry(
              "--obey-precision-constraints",
              (draft, given) -> draft.mode(ConstraintMode.OBEY, given.option())),
          Map.entry(
              "--precision-constraints", (draft, given) -> draft.constraintMode(given.option())),
          Map.entry("--layer-precisions", PolygraphyDialect::layerPrecisions),
          Map.entry("--calibration-cache", (draft, given) -> draft.cache(given.option())),
          Map.entry("--calib-cache", (draft, given) -> draft.cache(given.option())),
          Map.entry("--calib-base-cls", (draft, given) -> draft.calibrator(given.option())),
          Map.entry("--calibration-base-class", (draft, given) -> draft.calibrator(given.option())),
          Map.entry("--trt-min-shapes", shapes(ProfileDraft.MIN)),
          Map.entry("--trt-opt-shapes", shapes(ProfileDraft.OPT)),
          Map.entry("--trt-max-shapes", shapes(ProfileDraft.MAX)),
          Map.entry("--input-shapes", shapes(ProfileDraft.SHAPES)),
          Map.entry("--inputs", shapes(ProfileDraft.SHAPES)),
          Map.entry("--pool-limit", PolygraphyDialect::pools),
          Map.entry("--memory-pool-limit", PolygraphyDialect::pools),
          Map.entry("--workspace", PolygraphyDialect::workspace));

  /** How many words follow an option. */
  private static final Map<String, Integer> ARITIES = arities();

  private PolygraphyDialect() {}

  /** The options in the words after {@code run} or {@code convert}; the model is left out. */
  static List<Given> options(List<String> words) {
    List<Given> options = new ArrayList<>();
    boolean modelSeen = false;
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i++);
      if (!isOption(word)) {
        if (modelSeen) {
          options.add(Given.of(word, List.of()));
        }
        modelSeen = true;
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      List<String> values = new ArrayList<>();
      if (equals > 0) {
        values.add(word.substring(equals + 1));
      }
      int arity = ARITIES.getOrDefault(name, 0);
      while (values.size() < arity && i < words.size() && !isOption(words.get(i))) {
        values.add(words.get(i++));
      }
      options.add(Given.of(name, values));
    }
    return options;
  }

  /** Takes an option into the draft; one that Polygraphy does not have is listed there. */
  static void take(Given given, SettingsDraft draft) {
    String name = given.option().name();
    Meaning meaning = MEANINGS.get(name);
    if (meaning != null) {
      meaning.apply(draft, given);
    } else if (!ARITIES.containsKey(name)) {
      draft.notUnderstood(given.option().toString());
    }
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1 && !Character.isDigit(word.charAt(1));
  }

  private static Map<String, Integer> arities() {
    Map<String, Integer> arities = new HashMap<>();
    Set<String> one =
        Set.of(
            "--precision-constraints",
            "--calibration-cache",
            "--calib-cache",
            "--calib-base-cls",
            "--calibration-base-class",
            "--workspace");
    Set<String> many =
        Set.of(
            "--layer-precisions",
            "--trt-min-shapes",
            "--trt-opt-shapes",
            "--trt-max-shapes",
            "--input-shapes",
            "--inputs",
            "--pool-limit",
            "--memory-pool-limit");
    MEANINGS.keySet().forEach(name -> arities.put(name, 0));
    SWITCHES.forEach(name -> arities.put(name, 0));
    ONE_VALUE.forEach(name -> arities.put(name, 1));
    one.forEach(name -> arities.put(name, 1));
    MANY_VALUES.forEach(name -> arities.put(name, ANY_NUMBER));
    many.forEach(name -> arities.put(name, ANY_NUMBER));
    return Map.copyOf(arities);
  }

  private static Meaning flag(BuilderFlag flag) {
    return (draft, given) -> draft.flag(flag, given.option());
  }

  private static Meaning shapes(String setting) {
    return (draft, given) -> {
      SettingsDraft.requireValue(given.option());
      draft.shapes(setting, Shapes.parsePolygraphy(given.values(), given.option()), given.option());
    };
  }

  private static void layerPrecisions(SettingsDraft draft, Given given) {
    SettingsDraft.requireValue(given.option());
    draft.layerPrecisions(pairs(given), given.option());
  }

  private static void pools(SettingsDraft draft, Given given) {
    SettingsDraft.requireValue(given.option());
    for (Pair pool : pairs(given)) {
      long bytes = MemorySize.inBytes(pool.value(), given.option());
      String name = pool.name().toLowerCase(Locale.ROOT);
      if (name.equals("workspace")) {
        draft.workspace(bytes, given.option());
      } else if (!name.startsWith("dla_") && !name.startsWith("tactic_")) {
        throw new UsageException(
            Message.of("settings.unknown-pool", given.option().name(), pool.name()));
      }
    }
  }

  private static void workspace(SettingsDraft draft, Given given) {
    draft.workspace(
        MemorySize.inBytes(SettingsDraft.requireValue(given.option()), given.option()),
        given.option());
  }

  private static List<Pair> pairs(Given given) {
    return given.values().stream().map(v -> NamedValues.pair(v, given.option())).toList();
  }
}
