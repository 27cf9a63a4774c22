package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.report.PictureView.PartView;
import io.trtdoctor.report.PictureView.ShapeView;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PicturesTest {
  private static final Texts TEXTS = Texts.in(Language.EN);

  static Stream<PictureView> all() {
    return Stream.of(
            SampleExperiments.proved(Language.EN),
            SampleExperiments.hostile(Language.ZH),
            SampleDiagnoses.constraintWithoutKernel(Language.EN))
        .map(report -> Pictures.of(report, ReportViews.of(report)))
        .flatMap(p -> Stream.of(p.network(), p.phases(), p.scales(), p.probes(), p.fallbacks()))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyBoxIsWithinItsPicture(PictureView picture) {
    assertThat(picture.parts().stream().flatMap(part -> part.shapes().stream()))
        .filteredOn(shape -> shape.kind().equals("rect"))
        .allMatch(shape -> shape.x() >= 0 && shape.x() + shape.width() <= picture.width())
        .allMatch(shape -> shape.y() >= 0 && shape.y() + shape.height() <= picture.height());
  }

  @Test
  void theNetworkAroundTheFaultMarksWhatLacksAScale() {
    CaseReport report = SampleDiagnoses.noBatches(Language.EN);
    List<PictureView> network = Pictures.of(report, ReportViews.of(report)).network();

    assertThat(network).extracting(PictureView::id).containsExactly("strip", "neighbourhood");
    assertThat(network.get(1).parts())
        .filteredOn(part -> part.style().contains("tensor"))
        .anyMatch(part -> part.style().contains("on-way"));
    assertThat(network.get(0).folds())
        .anyMatch(block -> block.title().contains("named"))
        .anyMatch(block -> block.lines().stream().anyMatch(line -> line.startsWith("✕ ")));
  }

  @Test
  void whatIsFarFromTheFaultIsInAPictureToFoldOutAndTheRestInBlocks() {
    CaseReport report = SampleDiagnoses.inALongNetwork(Language.EN);
    Pictures pictures = Pictures.of(report, ReportViews.of(report));

    assertThat(layers(pictures.network().get(1))).hasSize(5);
    assertThat(layers(pictures.wide().get(0))).hasSizeBetween(290, 300);
    assertThat(pictures.wide().get(0).parts())
        .filteredOn(part -> part.style().equals("rest"))
        .hasSize(2);
  }

  @Test
  void nothingFoldsOutWhereTheFirstPictureShowsAll() {
    CaseReport report = SampleDiagnoses.noBatches(Language.EN);

    assertThat(Pictures.of(report, ReportViews.of(report)).wide()).isEmpty();
  }

  private static List<PartView> layers(PictureView picture) {
    return picture.parts().stream().filter(part -> part.style().startsWith("layer")).toList();
  }

  @Test
  void aPathKeepsNoStepThatTheNextRepeats() {
    assertThat(Sketch.compact("/stages/stages.2/blocks/blocks.1/main/Concat"))
        .isEqualTo("stages.2/blocks.1/main/Concat");
  }

  @Test
  void engineGenerationBeginsWithTacticTimingAndPostProcessingEndsCalibration() {
    PictureView picture =
        PhaseAxis.of(
                List.of(
                    phase("graph-optimization", 10),
                    phase("tactic-timing", 20),
                    phase("engine-generation", 30),
                    phase("calibration", 40),
                    phase("calibration-post-processing", 8)),
                TEXTS)
            .orElseThrow();
    List<ShapeView> bars =
        picture.parts().stream()
            .flatMap(part -> part.shapes().stream())
            .filter(shape -> shape.style().equals("bar-fill"))
            .toList();

    assertThat(bars.get(2).x()).isEqualTo(bars.get(1).x());
    assertThat(bars.get(3).x()).isEqualTo(bars.get(2).x());
    assertThat(end(bars.get(4))).isEqualTo(end(bars.get(3)));
  }

  private static int end(ShapeView bar) {
    return bar.x() + bar.width();
  }

  private static PhaseSpan phase(String name, double seconds) {
    return new PhaseSpan(name, 1, OptionalDouble.of(seconds), true, Optional.empty());
  }

  @Test
  void scalesFarFromTheMedianAreNamedInThePictureAndInWords() {
    Map<TensorName, Scale> scales = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      scales.put(TensorName.of("t" + i), Scale.of(0.01f + i * 1e-4f));
    }
    scales.put(TensorName.of("wild"), Scale.of(900));
    scales.put(TensorName.of("unusable"), Scale.of(0));
    PictureView picture = ScaleAxis.of(scales, Optional.empty(), TEXTS).orElseThrow();

    assertThat(picture.parts()).filteredOn(part -> part.style().equals("outlier")).hasSize(2);
    assertThat(picture.text()).contains("wild: 900").hasSize(2);
    assertThat(picture.text().get(0)).startsWith("21 scales");
  }

  @Test
  void fp32IsNotDrawnBesideTheBuildsItIsTheMeasureOf() {
    List<FallbackBuild> builds =
        Stream.of("fp16", FallbackBuild.ALL_FP16, FallbackBuild.ALL_FP32)
            .map(id -> SampleExperiments.fallback(id, true, "a", 0.1))
            .toList();
    PictureView picture = FallbackChart.of(builds, TEXTS).orElseThrow();

    assertThat(picture.parts())
        .extracting(PartView::style)
        .contains("fallback", "comparison")
        .hasSize(3);
    assertThat(FallbackChart.of(builds.subList(0, 1), TEXTS)).isEmpty();
  }
}
