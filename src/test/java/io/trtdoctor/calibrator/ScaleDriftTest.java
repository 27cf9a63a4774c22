package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleDriftTest {
  private static final TensorName A = TensorName.of("a");
  private static final TensorName B = TensorName.of("b");
  private static final TensorName C = TensorName.of("c");

  private static TensorCalibration upTo(TensorName name, float most, Optional<TensorName> from) {
    Histogram histogram = new Histogram();
    histogram.add(FloatBuffer.wrap(new float[] {most}));
    Threshold threshold = Threshold.of(CalibrationAlgorithm.MIN_MAX, histogram);
    return TensorCalibration.of(name, histogram, threshold, from);
  }

  private static final List<TensorCalibration> AFTER =
      List.of(
          upTo(A, 127, Optional.empty()),
          upTo(B, 254, Optional.empty()),
          upTo(C, 254, Optional.of(B)));

  @Test
  void changesAreRelativeToWhatWasBefore() {
    ScaleDrift drift =
        ScaleDrift.between(1, Map.of(A, Scale.of(1), B, Scale.of(1)), AFTER).orElseThrow();

    assertThat(drift).isEqualTo(new ScaleDrift(1, 2, 1, 1, B, 1));
  }

  @Test
  void aScaleThatWasHandedOnDoesNotCount() {
    assertThat(ScaleDrift.between(1, Map.of(C, Scale.of(1)), AFTER)).isEmpty();
  }

  @Test
  void aScaleThatWasZeroMovedInfinitelyFar() {
    assertThat(ScaleDrift.between(1, Map.of(A, Scale.of(0)), AFTER).orElseThrow().most())
        .isInfinite();
  }
}
