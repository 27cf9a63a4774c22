package io.trtdoctor.finding;

import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is known of one build.
 *
 * @param log the log's name, empty when the case has no log
 * @param findings most important first
 * @param phases what the build did and for how long, in order
 * @param traces the ways of missing scales through the network, for the tensors the findings name
 * @param scales the scales in effect as the log lists them
 * @param missingScales tensors the log says have none
 * @param disobeyed layers that do not run in the precision asked for, as TensorRT names them
 * @param onnxNodes the ONNX node behind names of the log that the network does not have, for
 *     example {@code (Unnamed Layer* 193) [Shuffle]_output}; of several the first
 * @param needNoScale those of {@code missingScales} that by the network need none: constants,
 *     indices, shapes
 */
public record BuildDiagnosis(
    String log,
    long firstLine,
    long lastLine,
    Optional<String> tensorRtVersion,
    Verdict verdict,
    List<Finding> findings,
    List<PhaseSpan> phases,
    List<ScaleTrace> traces,
    Map<TensorName, Scale> scales,
    Set<TensorName> missingScales,
    Set<String> disobeyed,
    Map<String, String> onnxNodes,
    Set<TensorName> needNoScale) {
  public BuildDiagnosis {
    findings = List.copyOf(findings);
    phases = List.copyOf(phases);
    traces = List.copyOf(traces);
    onnxNodes = Map.copyOf(onnxNodes);
    needNoScale = Set.copyOf(needNoScale);
  }

  /** A build whose log has no names but those of the network. */
  public BuildDiagnosis(
      String log,
      long firstLine,
      long lastLine,
      Optional<String> tensorRtVersion,
      Verdict verdict,
      List<Finding> findings,
      List<PhaseSpan> phases,
      List<ScaleTrace> traces,
      Map<TensorName, Scale> scales,
      Set<TensorName> missingScales,
      Set<String> disobeyed) {
    this(
        log,
        firstLine,
        lastLine,
        tensorRtVersion,
        verdict,
        findings,
        phases,
        traces,
        scales,
        missingScales,
        disobeyed,
        Map.of(),
        Set.of());
  }

  /** The same build judged again. */
  public BuildDiagnosis with(Verdict other, List<Finding> judged) {
    return new BuildDiagnosis(
        log,
        firstLine,
        lastLine,
        tensorRtVersion,
        other,
        judged,
        phases,
        traces,
        scales,
        missingScales,
        disobeyed,
        onnxNodes,
        needNoScale);
  }

  /**
   * A phase of the build.
   *
   * @param phase its tag, for example {@code calibration}
   * @param line where it begins
   * @param seconds how long it took, if the log says so
   * @param note what is remarkable about it, for example the number of batches
   */
  public record PhaseSpan(
      String phase, long line, OptionalDouble seconds, boolean finished, Optional<Message> note) {}
}
