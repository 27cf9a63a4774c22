package io.trtdoctor.check;

import static io.trtdoctor.check.LogText.ERROR;
import static io.trtdoctor.check.LogText.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalibrationBatchShapeTest {
  private final Check check = new CalibrationBatchShape();

  @Test
  void polygraphyLooksAtTheShape() {
    assertThat(
            LogText.of("[E] Received incompatible shape for input: images. Expected: (1, 3, 8, 8)")
                .foundBy(check)
                .certainty())
        .isEqualTo(Certainty.EVIDENT);
  }

  @Test
  void aShapeRefusedDuringCalibrationIsPossible() {
    String error = ERROR + "3: Static dimension mismatch while setting input shape.";

    assertThat(LogText.of(STARTING, error).foundBy(check).certainty())
        .isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void aShapeRefusedOutsideCalibrationIsAnotherMatter() {
    String error = ERROR + "3: Static dimension mismatch while setting input shape.";

    assertThat(LogText.of(error).examinedBy(check)).isEmpty();
  }

  @Test
  void channelsThatComeLastInAFileAreEvident() {
    Finding finding = new SampleData().array(DataType.FP32, 1L, 4L, 4L, 3L).alone().foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding)).contains("a.npy has its channels last");
  }

  @Test
  void anotherShapeOrTypeIsWorthKnowing() {
    assertThat(new SampleData().array(DataType.FP32, 1L, 6L, 8L).alone().foundBy(check).effect())
        .isEqualTo(Effect.NOTES);
    assertThat(
            SpokenFinding.english(
                new SampleData().array(DataType.FP64, 1L, 3L, 4L, 4L).alone().foundBy(check)))
        .contains("fp64 [1, 3, 4, 4]");
  }

  private static BuildSettings profile(List<Integer> min, List<Integer> max) {
    return new BuildSettings(
        Set.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of("images", min),
        Map.of("images", min),
        Map.of("images", max),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  private static LogText withProfile(SampleData data) {
    BuildSettings settings = profile(List.of(1, 3, 4, 4), List.of(8, 3, 16, 16));
    return LogText.none().settings(settings).data(data.audit());
  }

  @Test
  void aShapeOutsideTheProfileIsEvidentWithBothShapes() {
    SampleData data = new SampleData().sample(-1, 1).openArray(1L, 3L, 32L, 16L);

    Finding finding = withProfile(data).foundBy(check);

    assertThat(finding.certainty()).isEqualTo(Certainty.EVIDENT);
    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(finding))
        .contains("open.npy", "[1, 3, 32, 16]", "[1, 3, 4, 4] - [8, 3, 16, 16]");
  }

  @Test
  void moreItemsThanTheProfileAllowsAreOutsideItWhereAFileIsABatch() {
    assertThat(withProfile(new SampleData().openArray(9L, 3L, 8L, 8L)).examinedBy(check))
        .hasSize(1);
    assertThat(withProfile(new SampleData().array(DataType.FP32, 9L, 3L, 4L, 4L)).examinedBy(check))
        .isEmpty();
  }

  @Test
  void aShapeWithinTheProfileIsFine() {
    assertThat(withProfile(new SampleData().openArray(8L, 3L, 4L, 16L)).examinedBy(check))
        .isEmpty();
  }

  @Test
  void anArrayOutOfWhichNoSampleCanBeCutBreaksWhereNothingElseIsThere() {
    SampleData data = new SampleData().array(DataType.FP32, 1L, 3L, 5L, 5L);

    Finding alone = data.alone().foundBy(check);
    Finding besides = data.sample(-1, 1).alone().foundBy(check);

    assertThat(alone.effect()).isEqualTo(Effect.BREAKS);
    assertThat(besides.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(SpokenFinding.english(besides)).contains("a.npy", "no sample of the input images");
  }

  @Test
  void anArrayThatAnOpenInputCannotTakeIsLeftOut() {
    assertThat(
            SpokenFinding.english(
                new SampleData().openArray(1L, 4L, 8L, 8L).alone().foundBy(check)))
        .contains("it is left out");
  }

  @Test
  void theInputsShapeWithOtherNumbersOfItemsIsFine() {
    assertThat(new SampleData().array(DataType.FP32, 9L, 3L, 4L, 4L).alone().examinedBy(check))
        .isEmpty();
  }
}
