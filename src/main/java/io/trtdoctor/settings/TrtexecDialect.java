package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.settings.NamedValues.Pair;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * trtexec's command line, from TensorRT 8.0 to 10.x (NVIDIA/TensorRT,
 * samples/common/sampleOptions.cpp).
 */
final class TrtexecDialect {
  private static final Set<String> SWITCHES =
      Set.of(
          "--int8",
          "--fp16",
          "--bf16",
          "--fp8",
          "--int4",
          "--best",
          "--stronglyTyped",
          "--strictTypes",
          "--allowGPUFallback",
          "--refit",
          "--stripWeights",
          "--stripAllWeights",
          "--weightless",
          "--versionCompatible",
          "--vc",
          "--pluginInstanceNorm",
          "--pi",
          "--uint8AsymmetricQuantizationDLA",
          "--excludeLeanRuntime",
          "--monitorMemory",
          "--noTF32",
          "--directIO",
          "--safe",
          "--consistency",
          "--restricted",
          "--buildOnly",
          "--skipInference",
          "--buildDLAStandalone",
          "--getPlanVersionOnly",
          "--asyncFileReader",
          "--noBuilderCache",
          "--noCompilationCache",
          "--errorOnTimingCacheMiss",
          "--heuristic",
          "--explicitBatch",
          "--explicitPrecision",
          "--allowWeightStreaming",
          "--markUnfusedTensorsAsDebugTensors",
          "--distributiveIndependence",
          "--cpuOnly",
          "--exposeDMA",
          "--noDataTransfers",
          "--useManagedMemory",
          "--useSpinWait",
          "--threads",
          "--useCudaGraph",
          "--timeDeserialize",
          "--timeRefit",
          "--separateProfileRun",
          "--dumpRefit",
          "--dumpOutput",
          "--dumpRawBindingsToFile",
          "--dumpProfile",
          "--dumpLayerInfo",
          "--dumpOptimizationProfile",
          "--verbose",
          "--ignoreParsedPluginLibs",
          "--uffNHWC",
          "--saveAllDebugTensors",
          "--adjustForDLA",
          "--enableDetailedProfiling",
          "--dryRun",
          "--help",
          "-h",
          "-v");

  private static final Set<String> IRRELEVANT =
      Set.of(
          "--onnx",
          "--model",
          "--deploy",
          "--uff",
          "--uffInput",
          "--output",
          "--inputIOFormats",
          "--outputIOFormats",
          "--profilingVerbosity",
          "--nvtxMode",
          "--minTiming",
          "--avgTiming",
          "--useRuntime",
          "--leanDLLPath",
          "--sparsity",
          "--layerDeviceTypes",
          "--decomposableAttentions",
          "--saveEngine",
          "--loadEngine",
          "--tacticSources",
          "--timingCacheFile",
          "--preview",
          "--builderOptimizationLevel",
          "--maxTactics",
          "--hardwareCompatibilityLevel",
          "--runtimePlatform",
          "--tempdir",
          "--tempfileControls",
          "--maxAuxStreams",
          "--profile",
          "--markDebug",
          "--tilingOptimizationLevel",
          "--l2LimitForTiling",
          "--remoteAutoTuningConfig",
          "--refitFromOnnx",
          "--maxBatch",
          "--batch",
          "--loadInputs",
          "--iterations",
          "--warmUp",
          "--duration",
          "--sleepTime",
          "--idleTime",
          "--infStreams",
          "--streams",
          "--persistentCacheRatio",
          "--useProfile",
          "--allocationStrategy",
          "--saveDebugTensors",
          "--weightStreamingBudget",
          "--avgRuns",
          "--percentile",
          "--exportTimes",
          "--exportOutput",
          "--exportProfile",
          "--exportLayerInfo",
          "--device",
          "--staticPlugins",
          "--dynamicPlugins",
          "--setPluginsToSerialize",
          "--plugins",
          "--safetyPlugins",
          "--loadRefOutputs",
          "--refPair",
          "--accuracyThreshold",
          "--accuracyAlgorithm",
          "--tuningTimeOut");

  private static final Set<String> OTHER_POOLS =
      Set.of("dlaSRAM", "dlaLocalDRAM", "dlaGlobalDRAM", "tacticSharedMem");

  private static final OptionTable OPTIONS =
      new OptionTable(SWITCHES, IRRELEVANT)
          .withFlag("--int8", BuilderFlag.INT8)
          .withFlag("--fp16", BuilderFlag.FP16)
          .withFlag("--bf16", BuilderFlag.BF16)
          .withFlag("--fp8", BuilderFlag.FP8)
          .withFlag("--stronglyTyped", BuilderFlag.STRONGLY_TYPED)
          .withFlag("--allowGPUFallback", BuilderFlag.GPU_FALLBACK)
          .with("--best", TrtexecDialect::best)
          .with("--strictTypes", SettingsDraft::strictTypes)
          .with("--precisionConstraints", SettingsDraft::constraintMode)
          .with("--layerPrecisions", SettingsDraft::layerPrecisions)
          .with("--layerOutputTypes", SettingsDraft::layerOutputTypes)
          .with("--calib", TrtexecDialect::calibration)
          .with("--shapes", (draft, o) -> draft.shapes(ProfileDraft.SHAPES, o))
          .with("--minShapes", (draft, o) -> draft.shapes(ProfileDraft.MIN, o))
          .with("--optShapes", (draft, o) -> draft.shapes(ProfileDraft.OPT, o))
          .with("--maxShapes", (draft, o) -> draft.shapes(ProfileDraft.MAX, o))
          .with("--minShapesCalib", (draft, o) -> draft.note("minShapesCalib", o))
          .with("--optShapesCalib", (draft, o) -> draft.note("optShapesCalib", o))
          .with("--maxShapesCalib", (draft, o) -> draft.note("maxShapesCalib", o))
          .with("--useDLACore", (draft, o) -> draft.note("useDLACore", o))
          .with("--workspace", TrtexecDialect::workspace)
          .with("--memPoolSize", TrtexecDialect::memoryPools);

  private TrtexecDialect() {}

  /** The options in words; a value may also follow its option as a word of its own. */
  static List<GivenOption> options(List<String> words) {
    List<GivenOption> options = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      boolean valueFollows =
          equals < 0
              && OPTIONS.takesValue(word)
              && i + 1 < words.size()
              && !words.get(i + 1).startsWith("-");
      if (valueFollows) {
        options.add(new GivenOption(word, words.get(++i)));
      } else if (equals > 0) {
        options.add(new GivenOption(word.substring(0, equals), word.substring(equals + 1)));
      } else {
        options.add(GivenOption.flag(word));
      }
    }
    return options;
  }

  /** Takes an option into the draft; one that trtexec does not have is listed there. */
  static void take(GivenOption option, SettingsDraft draft) {
    OPTIONS
        .meaning(option.name())
        .ifPresentOrElse(
            meaning -> meaning.accept(draft, option), () -> draft.notUnderstood(option.toString()));
  }

  /**
   * Every precision there is; FP8 and BF16 come in with the GPU and the TensorRT that have them.
   */
  private static void best(SettingsDraft draft, GivenOption option) {
    draft.flag(BuilderFlag.INT8, option);
    draft.flag(BuilderFlag.FP16, option);
  }

  /** trtexec's calibrator is an IInt8EntropyCalibrator2 (sampleEngines.cpp, RndInt8Calibrator). */
  private static void calibration(SettingsDraft draft, GivenOption option) {
    draft.cache(option);
    draft.calibrator(CalibrationAlgorithm.ENTROPY_2, option);
  }

  private static void workspace(SettingsDraft draft, GivenOption option) {
    draft.workspace(MemorySize.inMebibytes(SettingsDraft.requireValue(option), option), option);
  }

  private static void memoryPools(SettingsDraft draft, GivenOption option) {
    SettingsDraft.requireValue(option);
    for (Pair pool : NamedValues.parse(option)) {
      long bytes = MemorySize.inMebibytes(pool.value(), option);
      if (pool.name().equals("workspace")) {
        draft.workspace(bytes, option);
      } else if (!OTHER_POOLS.contains(pool.name())) {
        throw new UsageException(Message.of("settings.unknown-pool", option.name(), pool.name()));
      }
    }
  }
}
