package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.report.ReportView.BoxView;
import io.trtdoctor.report.ReportView.TraceView;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceDrawingTest {
  private static final BuildDiagnosis BUILD = SampleDiagnoses.noBatches(Language.EN).worstBuild();
  private static final ScaleTrace TRACE = BUILD.traces().get(0);

  @Test
  void theTensorAskedAboutIsOnTop() {
    BoxView first = draw(TRACE).boxes().get(0);

    assertThat(first.fullName()).isEqualTo(TRACE.tensor().value());
    assertThat(draw(TRACE).boxes()).allMatch(box -> box.y() >= first.y());
  }

  @Test
  void neighboursOfTheSameKindStandSideBySide() {
    List<BoxView> boxes = draw(TRACE).boxes();

    assertThat(boxes.get(2).y()).isEqualTo(boxes.get(3).y());
    assertThat(boxes.get(3).x()).isGreaterThanOrEqualTo(boxes.get(2).x() + boxes.get(2).width());
  }

  @Test
  void aLayerIsLinkedOnlyToTheTensorsThatItReadsOrComputes() {
    TraceView picture = draw(TRACE);
    BoxView depthwise = picture.boxes().get(4);
    BoxView itsOutput = picture.boxes().get(3);

    assertThat(picture.links())
        .filteredOn(link -> link.y2() == depthwise.y())
        .singleElement()
        .extracting(ReportView.LinkView::x1)
        .isEqualTo(itsOutput.x() + itsOutput.width() / 2);
  }

  @Test
  void everyBoxIsWithinThePicture() {
    TraceView picture = draw(longTrace(90));

    assertThat(picture.boxes())
        .allMatch(box -> box.x() >= 0 && box.x() + box.width() <= picture.width())
        .allMatch(box -> box.y() >= 0 && box.y() + box.height() <= picture.height());
  }

  @Test
  void aLongPathIsCutInItsMiddleAndKeepsItsEnd() {
    TraceView picture = draw(longTrace(90));

    assertThat(picture.boxes()).hasSize(26);
    assertThat(picture.boxes().get(12).kind()).isEqualTo("gap");
    assertThat(picture.boxes().get(12).head()).contains("65 more");
    assertThat(picture.boxes().get(25).fullName()).isEqualTo(name(longTrace(90), 89));
    assertThat(picture.steps()).hasSize(90);
  }

  @Test
  void manyNeighboursAreCountedInsteadOfDrawn() {
    TensorName asked = TensorName.of("t");
    List<ScaleTrace.Step> many =
        IntStream.range(0, 9).<ScaleTrace.Step>mapToObj(i -> tensor("n" + i)).toList();

    List<BoxView> boxes = draw(new ScaleTrace(asked, many)).boxes();

    assertThat(boxes).hasSize(4);
    assertThat(boxes.get(3).head()).contains("6 more");
  }

  @Test
  void aLongNameIsShortenedInTheMiddleAndWholeInItsTitle() {
    String name = "/" + "x".repeat(400) + "/output_0";

    BoxView box = draw(new ScaleTrace(TensorName.of(name), List.of(tensor(name)))).boxes().get(0);

    assertThat(box.head()).hasSizeLessThan(60).endsWith("/output_0");
    assertThat(box.fullName()).isEqualTo(name);
  }

  @Test
  void anEmptyPathIsDrawnAsNothing() {
    assertThat(draw(new ScaleTrace(TensorName.of("t"), List.of())).boxes()).isEmpty();
  }

  private static String name(ScaleTrace trace, int step) {
    return switch (step % 2) {
      case 0 -> ((ScaleTrace.TensorStep) trace.steps().get(step)).name().value();
      default -> ((ScaleTrace.LayerStep) trace.steps().get(step)).layer().name().value();
    };
  }

  /** Tensors and layers in turn. */
  private static ScaleTrace longTrace(int steps) {
    ScaleTrace.Step layer = TRACE.steps().get(1);
    return new ScaleTrace(
        TensorName.of("t0"),
        Stream.iterate(0, i -> i < steps, i -> i + 1)
            .map(i -> i % 2 == 0 ? tensor("t" + i) : layer)
            .toList());
  }

  private static ScaleTrace.Step tensor(String name) {
    return new ScaleTrace.TensorStep(TensorName.of(name), Optional.empty(), true);
  }

  private static TraceView draw(ScaleTrace trace) {
    return TraceDrawing.of("trace-1", trace, BUILD, Texts.in(Language.EN));
  }
}
