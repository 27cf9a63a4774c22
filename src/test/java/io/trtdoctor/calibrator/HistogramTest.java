package io.trtdoctor.calibrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram();

  private void add(float... values) {
    histogram.add(FloatBuffer.wrap(values));
  }

  @Test
  void theFirstBatchSetsTheRange() {
    add(-2f, 1f, 0.5f);

    assertThat(histogram.range()).isEqualTo(2f);
    assertThat(histogram.counts()[2047]).isEqualTo(1);
    assertThat(histogram.counts()[1024]).isEqualTo(1);
    assertThat(histogram.counts()[512]).isEqualTo(1);
  }

  @Test
  void aLaterBatchBeyondTheRangeDoublesItAndAddsUpNeighbouringBins() {
    add(1f, 0.5f, 0.5005f);
    add(3f);

    assertThat(histogram.range()).isEqualTo(4f);
    assertThat(histogram.largest()).isEqualTo(3f);
    assertThat(histogram.counts()[256]).isEqualTo(2);
    assertThat(histogram.counts()[511]).isEqualTo(1);
    assertThat(histogram.counts()[1536]).isEqualTo(1);
    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(4);
  }

  @Test
  void theMarginTellsHowNearTheRangeCameToBeingDoubledOrNot() {
    add(1f);
    assertThat(histogram.margin()).isInfinite();
    add(0.75f);
    assertThat(histogram.margin()).isEqualTo(0.25);
    add(1.125f);
    assertThat(histogram.margin()).isEqualTo(0.125);
    add(1f);
    assertThat(histogram.margin()).isEqualTo(0.125);
  }

  @Test
  void batchesOfZerosSetNoRange() {
    add(0f, -0f);
    add(3f, 0f);

    assertThat(histogram.range()).isEqualTo(3f);
    assertThat(histogram.zeros()).isEqualTo(3);
    assertThat(histogram.counts()[0]).isEqualTo(3);
  }

  @Test
  void whatIsNoFiniteNumberIsCountedApart() {
    add(Float.NaN, 1f, Float.NEGATIVE_INFINITY);

    assertThat(histogram.range()).isEqualTo(1f);
    assertThat(histogram.notFinite()).isEqualTo(2);
    assertThat(histogram.values()).isEqualTo(3);
    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(1);
  }

  @Test
  void aTensorOfAnySizeIsCountedWhole() {
    float[] values = new float[10_000];
    Arrays.fill(values, 0.25f);
    values[9_999] = 1f;
    add(values);

    assertThat(histogram.counts()[512]).isEqualTo(9_999);
    assertThat(histogram.squares()).isEqualTo(9_999 / 16.0 + 1);
  }
}
