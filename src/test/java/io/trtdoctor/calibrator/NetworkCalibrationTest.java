package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.onnx.OnnxAttribute;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.OnnxWriter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCalibrationTest {
  private static final TensorName X = TensorName.of("x");
  private static final TensorName POOLED = TensorName.of("pooled");

  @TempDir private Path folder;

  private NetworkGraph graph() {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.named("pooling")
        .input("x", DataType.FP32, 1, 1, 4, 4)
        .input("ids", DataType.INT64, 1)
        .node("Shape", "/shape", List.of("x"), List.of("shape"))
        .node(
            "MaxPool",
            "/pool",
            List.of("x"),
            List.of("pooled"),
            OnnxAttribute.of("kernel_shape", List.of(2L, 2L)))
        .node("Relu", "/relu", List.of("pooled"), List.of("y"))
        .output("y", DataType.FP32, 1, 1, 3, 3)
        .write(file);
    return NetworkGraph.of(OnnxModel.read(file).network());
  }

  private static FloatBuffer values(float... values) {
    return FloatBuffer.wrap(values);
  }

  @Test
  void integersAndShapesHaveNoEntry() {
    assertThat(NetworkCalibration.calibrated(graph()))
        .containsExactly(X, POOLED, TensorName.of("y"));
  }

  @Test
  void poolingHandsTheScaleOfItsInputOn() {
    NetworkCalibration calibration = NetworkCalibration.of(graph());
    calibration.add(Map.of(X, values(-4, 1), POOLED, values(1)));
    List<TensorCalibration> results = calibration.results(CalibrationAlgorithm.MIN_MAX);

    assertThat(results).extracting(TensorCalibration::tensor).containsExactly(X, POOLED);
    assertThat(results.get(1).copiedFrom()).contains(X);
    assertThat(results.get(1).scale()).isEqualTo(results.get(0).scale());
    assertThat(results.get(1).histogram().largest()).isEqualTo(1f);
  }

  @Test
  void withACalibratorThatLooksAtFusedLayersPoolingKeepsItsOwnScale() {
    NetworkCalibration calibration = NetworkCalibration.of(graph());
    calibration.add(Map.of(X, values(-4, 1), POOLED, values(1)));

    assertThat(calibration.results(CalibrationAlgorithm.ENTROPY).get(1).copiedFrom()).isEmpty();
  }

  @Test
  void theCacheHasTheHeaderOfItsReader() {
    NetworkCalibration calibration = NetworkCalibration.of(graph());
    calibration.add(Map.of(X, values(1)));
    CalibrationCache cache =
        CacheContent.of(
            calibration.results(CalibrationAlgorithm.MIN_MAX),
            CalibrationAlgorithm.MIN_MAX,
            new TensorRtVersion(10, 6, 0));

    assertThat(cache.header()).isEqualTo("TRT-100600-MinMaxCalibration");
    assertThat(cache.entries()).hasSize(1);
    assertThat(cache.entries().get(0).hex()).isEqualTo("3c010204");
  }
}
