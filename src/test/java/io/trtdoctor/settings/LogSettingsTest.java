package io.trtdoctor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.ConstraintMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # /usr/src/tensorrt/bin/trtexec --onnx=m --int8",
        "&&&& FAILED TensorRT.trtexec [TensorRT v100600] [b26] # trtexec --int8 --onnx=m",
        "[V] Running Command: /usr/local/bin/polygraphy run m.onnx --trt --int8",
      })
  void aCommandLineInALogIsRead(String line) {
    assertThat(settings(line).flags()).containsExactly(BuilderFlag.INT8);
    assertThat(settings(line).notUnderstood()).isEmpty();
  }

  @Test
  void namesWithBlanksStayWholeThoughTheLogDropsTheQuotes() {
    BuildSettings settings =
        settings(
            "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec"
                + " --layerPrecisions=(Unnamed Layer* 3) [Shuffle]:int8 --int8");
    assertThat(settings.constraints())
        .extracting("pattern")
        .containsExactly("(Unnamed Layer* 3) [Shuffle]");
    assertThat(settings.flags()).containsExactly(BuilderFlag.INT8);
  }

  @Test
  void aMistakeInTheLogsCommandLineIsListed() {
    BuildSettings settings =
        settings(
            "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec --layerPrecisions=a:int9 --int8");
    assertThat(settings.notUnderstood()).containsExactly("--layerPrecisions=a:int9");
    assertThat(settings.flags()).containsExactly(BuilderFlag.INT8);
  }

  @Test
  void shapesThatContradictEachOtherInALogAreKeptAsTheyAre() {
    BuildSettings settings =
        settings(
            "&&&& RUNNING TensorRT.trtexec # trtexec --minShapes=x:4 --optShapes=x:2 --maxShapes=x:1");
    assertThat(settings.minShapes().get("x")).containsExactly(4);
    assertThat(settings.maxShapes().get("x")).containsExactly(1);
  }

  @Test
  void trtexecsBuildOptionsShowThePrecision() {
    BuildSettings settings =
        settings(
            "[05/02/2024-13:11:13] [I] Precision: FP32+FP16+INT8 (obey precision constraints)");
    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.FP16, BuilderFlag.INT8, BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.OBEY);
    assertThat(settings.origins()).containsEntry("int8", "build.log:7 Precision");
  }

  @Test
  void trtexecsBuildOptionsShowTheCache() {
    assertThat(settings("[05/02/2024-13:11:13] [I] Calibration: calib.cache").calibrationCache())
        .contains("calib.cache");
  }

  @Test
  void polygraphysConfigurationShowsTheFlags() {
    BuildSettings settings =
        settings("    Flags                  | [FP16, INT8, PREFER_PRECISION_CONSTRAINTS]");
    assertThat(settings.constraintMode()).contains(ConstraintMode.PREFER);
    assertThat(settings.flags()).contains(BuilderFlag.FP16, BuilderFlag.INT8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[I] [TRT] Starting Calibration.",
        "[05/02/2024-13:11:13] [I] Calibration: ",
        "[05/02/2024-13:11:13] [I] Calibration: Dynamic",
        "[E] trtexec failed, see --help",
        "[V] Calibration: scale of x is 3",
        "please call polygraphy debug",
        "layer Precision: FP32 of x",
        "Running Command: polygraphy -v polygraphy run m",
      })
  void otherLinesShowNothing(String line) {
    assertThat(LogSettings.ofLine(line, "build.log:7")).isEmpty();
  }

  private static BuildSettings settings(String line) {
    return LogSettings.ofLine(line, "build.log:7").orElseThrow();
  }
}
