package io.trtdoctor.check;

import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.Layer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A plugin meets INT8 tensors that it, or the builder for it, has no single scale for. */
public final class PluginWithoutInt8 implements Check {
  private static final Cause CAUSE =
      new Cause(
          "plugin-without-int8",
          Set.of(),
          List.of("keep-plugin-float", "plugin-int8-formats", "upgrade-tensorrt"),
          List.of(
              "https://github.com/NVIDIA/TensorRT/issues/2462",
              "https://github.com/NVIDIA/TensorRT/issues/2621",
              "https://github.com/wang-xinyu/tensorrtx/issues/1456",
              "https://github.com/NVIDIA/TensorRT/issues/726"));

  private static final Pattern SCALES =
      Pattern.compile(
          "pluginV\\dRunner\\.cpp::get(?:Input|Output)HostScale|plugin.*scales\\.size\\(\\) == 1");
  private static final Pattern FORMATS =
      Pattern.compile(
          "((?:\\(Unnamed Layer\\* \\d+\\) )?[^\\s(]\\S*): could not find any supported formats"
              + " consistent with input/output data types");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> formats = LogSearch.find(inputs, FORMATS);
    if (!formats.isEmpty()) {
      return List.of(finding(inputs, formats, "because-formats", LogSearch.names(formats)));
    }
    List<Hit> scales = LogSearch.find(inputs, SCALES);
    return scales.isEmpty()
        ? List.of()
        : List.of(finding(inputs, scales, "because-scales", plugins(inputs)));
  }

  private static Finding finding(
      CaseInputs inputs, List<Hit> hits, String reason, List<String> plugins) {
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.POSSIBLE, Effect.BREAKS)
            .because(reason)
            .evidence(LogSearch.evidence(hits))
            .subjects(Subjects.layers(inputs, plugins));
    if (!plugins.isEmpty()) {
      draft.summary("summary-plugin", String.join(", ", plugins));
    }
    return draft.done();
  }

  /** Layers that the log or the model shows to be plugins. */
  private static List<String> plugins(CaseInputs inputs) {
    Set<String> names = new LinkedHashSet<>();
    inputs.log().map(log -> log.all(PrecisionFallback.class)).stream()
        .flatMap(List::stream)
        .map(fallback -> fallback.layer().value())
        .filter(name -> name.contains("Plugin"))
        .forEach(names::add);
    inputs.network().stream()
        .flatMap(graph -> graph.network().layers().stream())
        .filter(PluginWithoutInt8::isCustom)
        .map(layer -> layer.name().value())
        .forEach(names::add);
    return names.stream().limit(Evidences.ENOUGH).toList();
  }

  private static boolean isCustom(Layer layer) {
    return !layer.domain().isEmpty()
        && !layer.domain().equals("ai.onnx")
        && !layer.operator().endsWith("uantizeLinear");
  }
}
