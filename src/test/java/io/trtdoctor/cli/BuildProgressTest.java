package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.console.RecordingConsole;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildProgressTest {
  private final Recipe.Builder plain =
      Recipe.of(FileRef.of(Path.of("src/test/resources/models/silu.onnx")), "8.6");

  private final RecordingConsole console = new RecordingConsole();
  private final Session session =
      new Session(console, Texts.in(Language.EN), InputStream.nullInputStream(), Map.of());

  private void hear(Recipe recipe, String... messages) {
    try (BuildProgress progress = BuildProgress.of(recipe, session)) {
      for (String message : messages) {
        progress.accept(new LogMessage(0, LogSeverity.VERBOSE, message));
      }
    }
  }

  @Test
  void batchesAreCountedUntilAllAreCalibrated() {
    Recipe recipe =
        plain.calibrator(CalibrationAlgorithm.ENTROPY_2, Batches.Synthetic.normal(1, 2)).build();

    hear(recipe, "Starting Calibration.", "  Calibrated batch 0 in 0.05 seconds.");
    assertThat(console.tasks()).containsExactly("calibrating with TensorRT 8.6");

    hear(
        recipe,
        "  Calibrated batch 0 in 0.05 seconds.",
        "  Calibrated batch 1 in 0.05 seconds.",
        "  Post Processing Calibration data in 1.1 seconds.");
    assertThat(console.tasks())
        .endsWith("calibrating with TensorRT 8.6", "building with TensorRT 8.6");
  }

  @Test
  void aBuildWithoutCalibrationIsSimplyUnderWay() {
    hear(plain.noCalibrator().build(), "Original: 12 layers");

    assertThat(console.tasks()).containsExactly("building with TensorRT 8.6");
  }
}
