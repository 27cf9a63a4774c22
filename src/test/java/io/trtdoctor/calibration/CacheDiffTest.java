package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.calibration.CacheDiff.Change;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.TensorName;
import org.junit.jupiter.api.Test;

class CacheDiffTest {
  private static final String ONE = "3f800000";
  private static final String TWO = "40000000";
  private static final String QUARTER = "3e800000";

  @Test
  void changesAreRankedByTheirEffectInEitherDirection() {
    CacheDiff diff =
        CacheDiff.of(
            cache("a: " + ONE, "b: " + ONE, "c: " + ONE),
            cache("a: " + TWO, "b: " + QUARTER, "c: " + ONE));
    assertThat(diff.changes()).extracting(Change::tensor).containsExactly(name("b"), name("a"));
    assertThat(diff.changes()).extracting(Change::ratio).containsExactly(0.25, 2.0);
    assertThat(diff.same()).isEqualTo(1);
  }

  @Test
  void aScaleThatBecameUnusableComesFirst() {
    CacheDiff diff = CacheDiff.of(cache("a: " + ONE, "b: " + ONE), cache("a: " + TWO, "b: 0"));
    assertThat(diff.changes()).extracting(Change::tensor).containsExactly(name("b"), name("a"));
  }

  @Test
  void tensorsOfOneCacheAloneAreListed() {
    CacheDiff diff = CacheDiff.of(cache("a: " + ONE), cache("b: " + ONE));
    assertThat(diff.onlyInFirst()).extracting(e -> e.tensor().value()).containsExactly("a");
    assertThat(diff.onlyInSecond()).extracting(e -> e.tensor().value()).containsExactly("b");
    assertThat(diff.changes()).isEmpty();
  }

  @Test
  void ofDuplicatesTheLastCounts() {
    CacheDiff diff = CacheDiff.of(cache("a: " + TWO, "a: " + ONE), cache("a: " + ONE));
    assertThat(diff.same()).isEqualTo(1);
  }

  @Test
  void twoVersionsOfTensorRtGiveTheSameDataTheSameScales() {
    CacheDiff diff =
        CacheDiff.of(
            CalibrationCacheReader.read(CalibrationCacheReaderTest.recording("trt-8.6.1")),
            CalibrationCacheReader.read(CalibrationCacheReaderTest.recording("trt-10.6.0")));
    assertThat(diff.changes()).allMatch(c -> c.effect() < 1e-6);
    assertThat(diff.onlyInFirst()).allMatch(e -> e.tensor().value().startsWith("(Unnamed Layer"));
  }

  private static TensorName name(String value) {
    return TensorName.of(value);
  }

  private static CalibrationCache cache(String... lines) {
    String text = "TRT-8601-EntropyCalibration2\n" + String.join("\n", lines) + "\n";
    return CalibrationCacheReader.parse(text.getBytes(UTF_8), "c");
  }
}
