package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Subject.Kind;
import io.trtdoctor.model.Layer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The model has an operator or a type that the ONNX parser knows neither itself nor as plugin. */
public final class UnsupportedOperator implements Check {
  private static final Cause CAUSE =
      new Cause(
          "unsupported-operator",
          Set.of(),
          List.of("load-plugin-library", "fold-constants", "upgrade-tensorrt"),
          List.of(
              "https://github.com/onnx/onnx-tensorrt/blob/main/docs/operators.md",
              "https://github.com/NVIDIA/TensorRT/blob/main/parsers/onnx"));

  private static final String NAME = "([\\w.:/-]+\\w)";
  private static final Pattern SIGN =
      Pattern.compile(
          "No importer registered for op: "
              + NAME
              + "|getPluginCreator could not find plugin:? "
              + NAME
              + "|[Cc]annot find plugin: "
              + NAME
              + "|Unsupported operator:? "
              + NAME
              + "|Unsupported ONNX data type: "
              + NAME
              + "|UNSUPPORTED_NODE(?:_[A-Z]+)?"
              + "|Plugin not found, are the plugin name, version, and namespace correct");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    List<Hit> hits = LogSearch.find(inputs, SIGN);
    if (hits.isEmpty() || !LogSearch.failed(inputs) || hits.stream().noneMatch(Hit::isError)) {
      return List.of();
    }
    List<String> operators = LogSearch.names(hits);
    FindingDraft draft =
        FindingDraft.of(CAUSE, Certainty.EVIDENT, Effect.BREAKS)
            .because("because-log")
            .evidence(LogSearch.evidence(hits))
            .subjects(subjects(inputs, operators));
    if (!operators.isEmpty()) {
      draft.summary("summary-operator", String.join(", ", operators));
    }
    return List.of(draft.done());
  }

  /** The model's nodes of these operators, or the operators where the model is not at hand. */
  private static List<Subject> subjects(CaseInputs inputs, List<String> operators) {
    List<Layer> nodes =
        inputs.network().stream()
            .flatMap(graph -> graph.network().layers().stream())
            .filter(layer -> operators.contains(layer.operator()))
            .limit(Evidences.ENOUGH)
            .toList();
    return nodes.isEmpty()
        ? operators.stream().map(name -> Subject.of(Kind.LAYER, name)).toList()
        : Subjects.nodes(nodes);
  }
}
