package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxReader;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScaleCurveTest {
  private static final TensorName INPUT = TensorName.of("input");

  private final NetworkCalibration calibration =
      NetworkCalibration.of(
          NetworkGraph.of(OnnxReader.read(Path.of("src/test/resources/models/silu.onnx"))));

  private List<ScaleCurve.Point> curve(float... largest) {
    ScaleCurve curve = ScaleCurve.over(largest.length);
    for (float value : largest) {
      calibration.add(Map.of(INPUT, FloatBuffer.wrap(new float[] {value})));
      curve.counted(calibration, CalibrationAlgorithm.MIN_MAX, Set.of(INPUT));
    }
    return curve.points(calibration.results(CalibrationAlgorithm.MIN_MAX));
  }

  @Test
  void aScaleThatGrowsByMoreThanATenthAfterwardsHasMoved() {
    assertThat(curve(1, 1, 1.9f, 1.9f, 1.95f, 2, 1, 2))
        .containsExactly(
            new ScaleCurve.Point(2, 1, 1),
            new ScaleCurve.Point(4, 0, 1),
            new ScaleCurve.Point(6, 0, 1));
  }

  @Test
  void fewerSamplesThanQuartersMakeNoCurve() {
    assertThat(curve(1, 2, 3)).isEmpty();
  }
}
