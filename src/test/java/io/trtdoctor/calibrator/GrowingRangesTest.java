package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs whose batches are one ramp, times a factor for each batch: how TensorRT widens a range.
 */
class GrowingRangesTest {
  private static final int VALUES = 40_000;
  private static final int STEP = 7919;
  private static final int STEPS = 40_009;

  static List<String> recorded() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/calibrator/growing-ranges.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theScaleIsTensorRtsToTheLastBit(String line) {
    String[] parts = line.split("; ");
    Histogram histogram = new Histogram();
    for (String factor : parts[0].split(" ")) {
      histogram.add(ramp(Float.parseFloat(factor)));
    }

    assertThat(Threshold.of(CalibrationAlgorithm.ENTROPY_2, histogram).scale())
        .isEqualTo(Scale.ofBits(Integer.parseUnsignedInt(parts[1], 16)));
  }

  private static FloatBuffer ramp(float factor) {
    FloatBuffer values = FloatBuffer.allocate(VALUES).put(0, factor);
    for (int i = 1; i < VALUES; i++) {
      values.put(i, (float) ((long) i * STEP % STEPS / (double) STEPS) * factor);
    }
    return values;
  }
}
