package io.trtdoctor.calibrator;

import static io.trtdoctor.model.CalibrationAlgorithm.ENTROPY_2;
import static io.trtdoctor.model.CalibrationAlgorithm.LEGACY;
import static io.trtdoctor.model.CalibrationAlgorithm.MIN_MAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.trtdoctor.model.Scale;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  private static Histogram of(float... values) {
    Histogram histogram = new Histogram();
    histogram.add(FloatBuffer.wrap(values));
    return histogram;
  }

  @Test
  void aSigmoidOfZeroGetsTheScaleThatTensorRtRecorded() {
    float[] values = new float[16];
    Arrays.fill(values, 0.5f);

    assertThat(Threshold.of(ENTROPY_2, of(values)).scale()).isEqualTo(Scale.ofBits(0x3b810a14));
  }

  @Test
  void minMaxKeepsTheWholeRange() {
    assertThat(Threshold.of(MIN_MAX, of(-1f, 0.25f)).scale()).isEqualTo(Scale.ofBits(0x3c010204));
  }

  @Test
  void minMaxDoesNotGrowInPowersOfTwo() {
    Histogram histogram = of(1f);
    histogram.add(FloatBuffer.wrap(new float[] {1.5f}));

    assertThat(Threshold.of(MIN_MAX, histogram).value()).isEqualTo(1.5f);
  }

  @Test
  void legacyLeavesLessThanOneValueInTenThousandOutAndEndsAtTheLastBinKept() {
    float[] values = new float[30_000];
    Arrays.fill(values, 0.25f);
    values[0] = 1f;
    values[1] = 1f;

    assertThat(Threshold.of(LEGACY, of(values))).isEqualTo(new Threshold(513, 513 / 2048f));
  }

  @Test
  void zerosGetScaleZero() {
    assertThat(Threshold.of(ENTROPY_2, of(0f, 0f)).scale()).isEqualTo(Scale.of(0f));
  }

  @Test
  void clippingAndRoundingAreWhatIsLost() {
    Random random = new Random(1);
    float[] values = new float[50_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Scale scale = Scale.of(2f / 127);
    double error = 0;
    double power = 0;
    int clipped = 0;
    for (float value : values) {
      double rounded =
          Math.copySign(Math.min(127, Math.rint(Math.abs(value) / scale.value())), value);
      error += Math.pow(value - rounded * scale.value(), 2);
      power += Math.pow(value, 2);
      clipped += Math.abs(value) > 2 ? 1 : 0;
    }
    QuantizationLoss loss = QuantizationLoss.of(of(values), scale);

    assertThat(loss.decibels()).isCloseTo(10 * Math.log10(power / error), offset(0.05));
    assertThat(loss.clipped()).isCloseTo((double) clipped / values.length, offset(0.001));
  }

  @Test
  void zerosLoseNothing() {
    assertThat(QuantizationLoss.of(of(0f), Scale.of(0f)).decibels()).isInfinite();
  }
}
