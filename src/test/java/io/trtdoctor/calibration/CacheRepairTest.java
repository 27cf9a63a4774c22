package io.trtdoctor.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.calibration.CacheStep.Kind;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CalibrationCache;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheRepairTest {
  /** Pooling ties {@code relu} and {@code pool}; nothing ties the others. */
  private static final CacheNetwork NETWORK =
      CacheText.network(
          List.of(List.of("relu", "pool")),
          "input\tinput",
          "layer\tConv\tconv0\tinput\tconv",
          "layer\tRelu\trelu0\tconv\trelu",
          "layer\tMaxPool\tpool0\trelu\tpool",
          "layer\tConv\tconv1\tpool\tlast",
          "layer\tRelu\trelu1\tlast\tunread");

  private static final String WHOLE =
      "input: 3d000000|conv: 3d000001|relu: 3d000002|last: 3d000003|";

  @ParameterizedTest
  @ValueSource(strings = {"7fc00000", "7f800000", "bd000000", "00000001", "00000000", "7f000000"})
  void aBadScaleIsReplacedByThatOfATensorThatSharesIt(String bad) {
    EditedCache repaired = repair(cache(WHOLE + "pool: " + bad), Optional.empty());

    assertThat(CacheText.text(repaired.cache())).endsWith("pool: 3d000002\n");
    assertThat(kinds(repaired)).containsExactly(Kind.REPLACED_FROM_KIN);
  }

  @Test
  void aBadScaleThatNothingReplacesIsDroppedAndToldOnce() {
    EditedCache repaired =
        repair(
            cache("input: 3d000000|conv: 7fc00000|relu: 3d100000|pool: 3d100000|last: 3d100000"),
            Optional.empty());

    assertThat(CacheText.text(repaired.cache())).doesNotContain("conv");
    assertThat(kinds(repaired)).containsExactly(Kind.DROPPED_BAD);
  }

  @Test
  void anotherCacheComesBeforeTensorsThatShareAScale() {
    EditedCache repaired =
        repair(
            cache(WHOLE + "pool: 7f800000"),
            Optional.of(new NamedCache("other", cache("pool: 3e000000"))));

    assertThat(CacheText.text(repaired.cache())).endsWith("pool: 3e000000\n");
    assertThat(kinds(repaired)).containsExactly(Kind.REPLACED_FROM_CACHE);
  }

  @Test
  void aGapIsFilledOnlyWhereSomethingGivesTheScale() {
    EditedCache repaired =
        repair(cache("input: 3d000000|relu: 3d000002|last: 3d000003"), Optional.empty());

    assertThat(CacheText.text(repaired.cache())).contains("pool: 3d000002\n");
    assertThat(kinds(repaired)).containsExactly(Kind.LEFT_MISSING, Kind.ADDED_FROM_KIN);
  }

  @Test
  void foreignEarlierAndUnreadableLinesGo() {
    EditedCache repaired =
        repair(
            cache("conv: 3e000000|" + WHOLE + "pool: 3d100000|rubbish|stranger: 3d100000"),
            Optional.empty());

    assertThat(CacheText.text(repaired.cache()))
        .isEqualTo(CacheText.HEADER + WHOLE.replace('|', '\n') + "pool: 3d100000\n");
    assertThat(kinds(repaired))
        .containsExactly(Kind.DROPPED_LINE, Kind.DROPPED_EARLIER, Kind.DROPPED_FOREIGN);
  }

  @Test
  void withoutTheNetworkAZeroIsLeft() {
    EditedCache repaired =
        CacheRepair.of(
            cache("a: 00000000|b: 7fc00000"), Optional.empty(), Optional.empty(), Renames.NONE);

    assertThat(kinds(repaired)).containsExactly(Kind.LEFT_ZERO, Kind.DROPPED_BAD);
  }

  @Test
  void aSoundCacheStaysAsItIsByteForByte() {
    String text = "\uFEFFTRT-8601-EntropyCalibration2\r\ninput: d000000 \r\n\r\nconv: 3D000001\r\n";
    CalibrationCache cache =
        CalibrationCacheReader.parse(
            (text + "relu: 3d100000\r\npool: 3d100000\r\nlast: 3d200000")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "test");

    assertThat(CacheText.text(repair(cache, Optional.empty()).cache()))
        .isEqualTo(text + "relu: 3d100000\r\npool: 3d100000\r\nlast: 3d200000");
  }

  @Test
  void aCacheOfAnotherNetworkIsRefused() {
    assertThatThrownBy(
            () -> repair(cache("x: 3d100000|y: 3d100000|input: 3d100000"), Optional.empty()))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void namesAreChangedBeforeAnythingIsJudged() {
    CalibrationCache old =
        cache(
            "n/input: 3d100000|n/conv: 3d200000|n/relu: 3d300000|n/pool: 3d300000|n/last: 3d400000");
    EditedCache repaired =
        CacheRepair.of(
            old,
            Optional.of(NETWORK),
            Optional.empty(),
            Renames.of(old, NETWORK, Optional.empty()));

    assertThat(CacheText.text(repaired.cache()))
        .isEqualTo(
            CacheText.HEADER
                + "input: 3d100000\nconv: 3d200000\nrelu: 3d300000\npool: 3d300000\nlast: 3d400000\n");
    assertThat(kinds(repaired)).containsOnly(Kind.RENAMED);
  }

  @Test
  void mergingTakesUsableEntriesThatAreNotThereAndChangesNoOther() {
    EditedCache merged =
        CacheMerge.of(
            cache("a: 3d000000|b: 7fc00000"),
            List.of(
                new NamedCache("one", cache("b: 3d000001|c: 7fc00000|d: 3d000002")),
                new NamedCache("two", cache("d: 3d000003|c: 3d000004"))),
            Optional.empty());

    assertThat(CacheText.text(merged.cache()))
        .isEqualTo(CacheText.HEADER + "a: 3d000000\nb: 7fc00000\nd: 3d000002\nc: 3d000004\n");
    assertThat(kinds(merged))
        .containsExactly(Kind.LEFT_BAD, Kind.ADDED_FROM_CACHE, Kind.ADDED_FROM_CACHE);
  }

  @Test
  void mergingForANetworkTakesItsNamesAlone() {
    EditedCache merged =
        CacheMerge.of(
            cache("input: 3d000000"),
            List.of(new NamedCache("one", cache("stranger: 3d100000|conv: 3d000001"))),
            Optional.of(NETWORK));

    assertThat(CacheText.text(merged.cache()))
        .isEqualTo(CacheText.HEADER + "input: 3d000000\nconv: 3d000001\n");
  }

  private static EditedCache repair(CalibrationCache cache, Optional<NamedCache> from) {
    return CacheRepair.of(cache, Optional.of(NETWORK), from, Renames.NONE);
  }

  private static CalibrationCache cache(String lines) {
    return CacheText.of(lines.split("\\|"));
  }

  private static List<Kind> kinds(EditedCache edited) {
    return edited.steps().stream().map(CacheStep::kind).toList();
  }
}
