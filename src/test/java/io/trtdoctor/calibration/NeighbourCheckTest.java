package io.trtdoctor.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.model.CalibrationCache;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourCheckTest {
  private static final CacheNetwork CHAIN =
      CacheText.network(
          List.of(List.of("c", "d")),
          "input\tinput",
          "layer\tConv\tl1\tinput\ta",
          "layer\tConv\tl2\ta\tb",
          "layer\tConv\tl3\tb\tc",
          "layer\tMaxPool\tl4\tc\td",
          "layer\tConv\tl5\td\te",
          "layer\tConv\tl6\te\tf",
          "layer\tConv\tl7\tf\tg",
          "layer\tConv\tl8\tg\th",
          "layer\tRelu\tl9\th\tunread");

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void nothingIsStrangeInACacheOfTensorRt(String version) throws IOException {
    SketchedNetwork sketch = SketchedNetwork.efficientVit();
    CacheNetwork network = CacheText.network(sketch.network(), sketch.constants());

    assertThat(CacheCheck.besideEachOther(CacheText.recording(version), network)).isEmpty();
  }

  @Test
  void aScaleFarFromBothNeighboursIsAnOutlier() {
    assertThat(kinds("input: 3d000000", "a: 3d100000", "b: 45000000", "c: 3d200000"))
        .containsExactly(Kind.GREAT_BESIDE_NEIGHBOURS);
    assertThat(kinds("input: 3d000000", "a: 3d100000", "b: 35000000", "c: 3d200000"))
        .containsExactly(Kind.SMALL_BESIDE_NEIGHBOURS);
  }

  @Test
  void aScaleNearOneNeighbourIsNone() {
    assertThat(kinds("input: 3d000000", "a: 3d100000", "b: 45000000", "c: 45100000", "e: 45200000"))
        .isEmpty();
  }

  @Test
  void equalScalesOfTensorsApartFromEachOtherAreTold() {
    assertThat(kinds("input: 3d000000", "b: 3d000000", "e: 3d000000", "g: 3d000000"))
        .containsExactly(Kind.EQUAL_SCALES);
  }

  @Test
  void equalScalesNextToEachOtherAreNot() {
    assertThat(kinds("input: 3d000000", "a: 3d000000", "b: 3d000000", "c: 3d000000", "d: 3d000000"))
        .isEmpty();
  }

  @Test
  void halfOfTheScalesEqualIsTooManyWithoutANetworkToo() {
    CalibrationCache cache =
        CacheText.of("a: 3d100000", "b: 3d100000", "c: 3d100000", "d: 3d100000", "e: 3d200000");

    assertThat(CacheCheck.alone(cache))
        .extracting(CacheProblem::kind)
        .contains(Kind.MOSTLY_EQUAL_SCALES);
  }

  private static List<Kind> kinds(String... lines) {
    return CacheCheck.besideEachOther(CacheText.of(lines), CHAIN).stream()
        .map(CacheProblem::kind)
        .toList();
  }
}
