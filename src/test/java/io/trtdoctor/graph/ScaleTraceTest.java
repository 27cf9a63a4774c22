package io.trtdoctor.graph;

import static io.trtdoctor.onnx.TestModel.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.ScaleTrace.LayerStep;
import io.trtdoctor.model.ScaleTrace.TensorStep;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.TestModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScaleTraceTest {
  private static final NetworkGraph GRAPH =
      NetworkGraph.of(
          new TestModel()
              .input("x", FLOAT, 1, 4, 8, 8)
              .weights("w", FLOAT, 4, 4, 1, 1)
              .node("Conv", "conv1", "x,w", "a")
              .node("Conv", "conv2", "x,w", "b")
              .node("Concat", "concat", "a,b", "c")
              .node("Transpose", "turn", "c", "d")
              .output("d")
              .network());

  private static ScaleTrace trace(
      String tensor, BuildSettings settings, CalibrationCache.Entry... entries) {
    CalibrationCache cache =
        new CalibrationCache(
            "TRT-8601-EntropyCalibration2",
            Optional.empty(),
            Optional.empty(),
            List.of(entries),
            List.of());
    return GRAPH.trace(TensorName.of(tensor), settings, Optional.of(cache));
  }

  private static CalibrationCache.Entry entry(String tensor) {
    return new CalibrationCache.Entry(2, TensorName.of(tensor), Scale.of(1), "3f800000");
  }

  private static Stream<String> names(ScaleTrace trace) {
    return trace.steps().stream()
        .map(
            step ->
                step instanceof TensorStep tensor
                    ? tensor.name().value()
                    : ((LayerStep) step).layer().name().value());
  }

  private static BuildSettings constrained(PrecisionConstraint... constraints) {
    return new BuildSettings(
        Set.of(),
        Optional.empty(),
        List.of(constraints),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  private static PrecisionConstraint rule(String pattern, String source) {
    return new PrecisionConstraint(
        PrecisionConstraint.Target.LAYER_NAME,
        pattern,
        Optional.of(DataType.INT8),
        List.of(),
        source);
  }

  @Test
  void theWayLeadsThroughCopiesToTheFirstLayerThatComputes() {
    assertThat(names(trace("d", BuildSettings.unknown())))
        .containsExactly("d", "turn", "c", "concat", "a", "conv1");
  }

  @Test
  void atAConcatenationItFollowsTheInputThatTheCacheLacks() {
    assertThat(names(trace("c", BuildSettings.unknown(), entry("a"))))
        .containsExactly("c", "concat", "b", "conv2");
  }

  @Test
  void layersThatCopyAreToldFromThoseThatCompute() {
    ScaleTrace trace = trace("c", BuildSettings.unknown());

    assertThat(trace.steps())
        .filteredOn(LayerStep.class::isInstance)
        .extracting(step -> ((LayerStep) step).copiesScale())
        .containsExactly(true, false);
  }

  @Test
  void theCachesEntryIsShownWithItsTensor() {
    ScaleTrace trace = trace("a", BuildSettings.unknown(), entry("a"));

    assertThat(trace.steps().get(0))
        .isEqualTo(new TensorStep(TensorName.of("a"), Optional.of(entry("a")), true));
  }

  @Test
  void theLastRuleThatMatchesALayerIsTheOneInForce() {
    ScaleTrace trace =
        trace(
            "a", constrained(rule("conv*", "first"), rule("conv1", "second"), rule("x", "third")));

    assertThat(((LayerStep) trace.steps().get(1)).constraint())
        .hasValueSatisfying(constraint -> assertThat(constraint.source()).isEqualTo("second"));
  }

  @Test
  void aConstantIsShownToNeedNoScale() {
    assertThat(trace("w", BuildSettings.unknown()).steps())
        .containsExactly(new TensorStep(TensorName.of("w"), Optional.empty(), false));
  }

  @Test
  void aCopyThatTensorRtMadeIsTracedFromWhatItIsACopyOf() {
    assertThat(names(trace("a copy", BuildSettings.unknown()))).containsExactly("a", "conv1");
  }

  @Test
  void aTensorThatIsNotInTheNetworkIsATraceOfItself() {
    assertThat(names(trace("(Unnamed Layer* 3) [Constant]_output", BuildSettings.unknown())))
        .containsExactly("(Unnamed Layer* 3) [Constant]_output");
  }
}
