package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scales that TensorRT 8.6.1 gave to 31 inputs of one network, each of another distribution,
 * and the histograms of those inputs; 10.6.0 gave the same (docs/gpu-runs.md). A line of the
 * resource has the input's name, the greatest values of the first batch and of both, the scales of
 * entropy 2, entropy, min-max and legacy, as the bits of floats, and the counts of the 2048 bins,
 * where -n is n empty bins.
 */
class RecordedHistogramsTest {
  /** The quantile falls between two bins exactly; rounding decides, and not as we do it. */
  private static final String A_TIE_OF_LEGACY = "x27";

  static Stream<String> recorded() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    RecordedHistogramsTest.class.getResourceAsStream("/calibrator/histograms.gz")),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList().stream();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void everyCalibratorFindsTheScaleOfTensorRtToTheLastBit(String line) {
    String[] parts = line.split(" ");
    Histogram histogram = histogram(parts);

    assertScale(CalibrationAlgorithm.ENTROPY_2, histogram, parts[3]);
    assertScale(CalibrationAlgorithm.ENTROPY, histogram, parts[4]);
    assertScale(CalibrationAlgorithm.MIN_MAX, histogram, parts[5]);
    if (!parts[0].equals(A_TIE_OF_LEGACY)) {
      assertScale(CalibrationAlgorithm.LEGACY, histogram, parts[6]);
    }
  }

  private static void assertScale(
      CalibrationAlgorithm algorithm, Histogram histogram, String expected) {
    assertThat(Threshold.of(algorithm, histogram).scale())
        .as(algorithm.tag())
        .isEqualTo(Scale.ofBits(Integer.parseUnsignedInt(expected, 16)));
  }

  /** The histogram of values in the middles of the bins, but for the greatest of either batch. */
  private static Histogram histogram(String[] parts) {
    float first = Scale.ofBits(Integer.parseUnsignedInt(parts[1], 16)).value();
    float most = Scale.ofBits(Integer.parseUnsignedInt(parts[2], 16)).value();
    float range = first;
    int binOfFirst = Histogram.BINS - 1;
    while (range < most) {
      range *= 2;
      binOfFirst /= 2;
    }
    float width = range / Histogram.BINS;
    List<Float> inFirst = new ArrayList<>(List.of(first));
    List<Float> later = new ArrayList<>(most > first ? List.of(most) : List.of());
    int bin = 0;
    for (int i = 7; i < parts.length; i++) {
      int count = Integer.parseInt(parts[i]);
      if (count < 0) {
        bin -= count;
      } else {
        float middle = Math.min(most, (bin + 0.5f) * width);
        int there = bin == binOfFirst ? 1 : 0;
        there += most > first && bin == binOf(most, range) ? 1 : 0;
        (middle <= first ? inFirst : later).addAll(Collections.nCopies(count - there, middle));
        bin++;
      }
    }
    Histogram histogram = new Histogram();
    histogram.add(buffer(inFirst));
    histogram.add(buffer(later));
    return histogram;
  }

  private static int binOf(float value, float range) {
    return Math.min(Histogram.BINS - 1, (int) (value * (Histogram.BINS / (double) range)));
  }

  private static FloatBuffer buffer(List<Float> values) {
    FloatBuffer buffer = FloatBuffer.allocate(values.size());
    values.forEach(buffer::put);
    return buffer.flip();
  }
}
