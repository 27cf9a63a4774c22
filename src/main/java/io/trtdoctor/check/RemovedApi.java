package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program calls something that this version of TensorRT no longer has. */
public final class RemovedApi implements Check {
  private static final Cause CAUSE =
      new Cause(
          "removed-api",
          Set.of("no-calibrator", "library-mismatch"),
          List.of("pin-tensorrt", "explicit-quantization", "port-api"),
          List.of(
              "https://docs.nvidia.com/deeplearning/tensorrt/latest/api/migration/tensorrt-10x-to-11x.html",
              "https://github.com/ultralytics/ultralytics/issues/24729",
              "read: NvInfer.h at tags v8.6.1, v10.16 and v11.0"));

  private static final Pattern PYTHON =
      Pattern.compile("tensorrt[\\w.]*' (?:object )?has no attribute '(\\w+)'");
  private static final Pattern CPP =
      Pattern.compile(
          "(?:has no member named|no member named|is not a member of 'nvinfer1|"
              + "unknown type name|was not declared in this scope).*?",
          Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("['‘](?:nvinfer1::)?(?:\\w+::)?(\\w+)['’]");

  /** Names that nobody but TensorRT uses; others count only beside its namespace. */
  private static final Pattern OURS =
      Pattern.compile(
          "IInt8\\w+|setInt8Calibrator|setCalibrationProfile|setMaxWorkspaceSize"
              + "|buildEngineWithConfig|enqueueV2");

  private static final Pattern OPTION =
      Pattern.compile(
          "[Uu]n(?:known|recognized) (?:option|argument)s?:? "
              + "(--(?:int8|fp16|bf16|fp8|int4|best|calib|precisionConstraints|layerPrecisions"
              + "|layerOutputTypes|workspace))\\b");

  /** What is gone, by the first version without it. */
  private static final Map<Integer, Pattern> GONE = gone();

  private static Map<Integer, Pattern> gone() {
    Map<Integer, Pattern> gone = new LinkedHashMap<>();
    gone.put(
        11,
        Pattern.compile(
            "IInt8\\w*Calibrator2?|CalibrationAlgoType|int8_calibrator|setInt8Calibrator"
                + "|set_calibration_profile|setCalibrationProfile|get_calibration_profile"
                + "|set_dynamic_range|setDynamicRange|dynamic_range|reset_dynamic_range"
                + "|set_output_type|setOutputType|reset_precision|precision|setPrecision"
                + "|precision_is_set|INT8|FP16|BF16|FP8|INT4|kINT8|kFP16|kBF16|kFP8|kINT4"
                + "|(?:k)?(?:OBEY|PREFER)_PRECISION_CONSTRAINTS|QuantizationFlag"
                + "|set_quantization_flag|setQuantizationFlag|IAlgorithmSelector"
                + "|algorithm_selector|setAlgorithmSelector|IPluginV2\\w*|platform_has_fast_int8"
                + "|platform_has_fast_fp16|platformHasFastInt8|platformHasFastFp16"));
    gone.put(
        10,
        Pattern.compile(
            "max_workspace_size|setMaxWorkspaceSize|build_engine|buildEngineWithConfig"
                + "|num_bindings|getNbBindings|get_binding_\\w+|getBinding\\w+|binding_is_input"
                + "|bindingIsInput|max_batch_size|setMaxBatchSize|execute_async(?:_v2)?|enqueueV2"
                + "|(?:k)?STRICT_TYPES|set_binding_shape|setBindingDimensions|UffParser"
                + "|CaffeParser|add_fully_connected|addFullyConnected"));
    gone.put(
        8,
        Pattern.compile(
            "build_cuda_engine|buildCudaEngine|int8_mode|setInt8Mode|fp16_mode|setFp16Mode"
                + "|strict_type_constraints|setStrictTypeConstraints"));
    return gone;
  }

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    Map<String, Integer> removed = new LinkedHashMap<>();
    List<Hit> python =
        LogSearch.find(inputs, PYTHON).stream().filter(h -> note(h, removed)).toList();
    List<Hit> cpp = LogSearch.find(inputs, CPP).stream().filter(h -> noteCpp(h, removed)).toList();
    List<Hit> options = LogSearch.find(inputs, OPTION);
    options.forEach(hit -> removed.put(hit.group(1), hit.group(1).equals("--workspace") ? 10 : 11));
    if (removed.isEmpty() || !LogSearch.failed(inputs)) {
      return List.of();
    }
    String name = removed.keySet().iterator().next();
    return isOlder(inputs, removed.get(name))
        ? List.of()
        : List.of(finding(removed, name, Stream.of(python, cpp, options)));
  }

  /** Whether the log shows a TensorRT that still has it: then something else is wrong. */
  private static boolean isOlder(CaseInputs inputs, int version) {
    return inputs.log().flatMap(BuildLog::version).filter(v -> v.major() < version).isPresent();
  }

  private static Finding finding(
      Map<String, Integer> removed, String name, Stream<List<Hit>> hits) {
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
        .summary("summary-name", name, removed.get(name))
        .because("because-log", removed.get(name))
        .evidence(hits.flatMap(h -> LogSearch.evidence(h).stream()).toList())
        .done();
  }

  private static boolean note(Hit hit, Map<String, Integer> removed) {
    return note(hit.group(1), removed);
  }

  /** A C++ compiler quotes the name in its own way. */
  private static boolean noteCpp(Hit hit, Map<String, Integer> removed) {
    String message = hit.event().line().message();
    return QUOTED
        .matcher(message)
        .results()
        .map(match -> match.group(1))
        .filter(name -> message.contains("nvinfer1") || OURS.matcher(name).matches())
        .anyMatch(name -> note(name, removed));
  }

  private static boolean note(String name, Map<String, Integer> removed) {
    for (Map.Entry<Integer, Pattern> version : GONE.entrySet()) {
      if (version.getValue().matcher(name).matches()) {
        removed.put(name, version.getKey());
        return true;
      }
    }
    return false;
  }
}
