package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trtdoctor.probe.OutputDifference.Incomparable;
import io.trtdoctor.probe.OutputDifference.Measured;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputDifferenceTest {
  private static final double EXACTLY = 1e-12;

  private static SampleOutput output(int sample, List<Long> shape, float... values) {
    return new SampleOutput(sample, "y", shape, FloatValues.of(values));
  }

  private static Measurement of(SampleOutput... outputs) {
    return new Measurement(List.of(), List.of(outputs), Optional.empty());
  }

  private static Measurement row(float... values) {
    return of(output(0, List.of(1L, (long) values.length), values));
  }

  private static Measured measured(Measurement reference, Measurement candidate) {
    return (Measured) OutputDifference.between(reference, candidate);
  }

  private static Incomparable incomparable(Measurement reference, Measurement candidate) {
    return (Incomparable) OutputDifference.between(reference, candidate);
  }

  @Test
  void equalOutputsDifferInNothing() {
    Measured same = measured(row(0.1f, -3, 7.7f), row(0.1f, -3, 7.7f));

    assertThat(same.maxAbsolute()).isZero();
    assertThat(same.relativeL2()).isZero();
    assertThat(same.cosine()).isEqualTo(1);
    assertThat(same.topOneAgreement()).hasValue(1);
    assertThat(same.values()).isEqualTo(3);
  }

  @Test
  void metricsHaveTheirTextbookValues() {
    Measured difference = measured(row(3, 4), row(3, 1));

    assertThat(difference.maxAbsolute()).isEqualTo(3);
    assertThat(difference.relativeL2()).isEqualTo(0.6, within(EXACTLY));
    assertThat(difference.cosine()).isEqualTo(13 / (5 * Math.sqrt(10)), within(EXACTLY));
    assertThat(difference.topOneAgreement()).hasValue(0);
  }

  @Test
  void oppositeOutputsHaveACosineOfMinusOne() {
    assertThat(measured(row(1, 2), row(-1, -2)).cosine()).isEqualTo(-1, within(EXACTLY));
  }

  @Test
  void allSamplesCountAsOneListOfValues() {
    Measurement reference = of(output(0, List.of(2L), 3, 0), output(1, List.of(2L), 0, 4));
    Measurement candidate = of(output(0, List.of(2L), 3, 0), output(1, List.of(2L), 5, 4));

    Measured difference = measured(reference, candidate);

    assertThat(difference.relativeL2()).isEqualTo(1, within(EXACTLY));
    assertThat(difference.topOneAgreement()).hasValue(0.5);
  }

  @Test
  void theGreatestValueIsLookedForAlongTheLastAxisWithMoreThanOneElement() {
    Measurement reference = of(output(0, List.of(2L, 3L, 1L), 1, 2, 3, 6, 5, 4));
    Measurement candidate = of(output(0, List.of(2L, 3L, 1L), 0, 2, 3, 4, 5, 6));

    assertThat(measured(reference, candidate).topOneAgreement()).hasValue(0.5);
  }

  @Test
  void aSingleNumberHasNoGreatestValueToAgreeOn() {
    assertThat(measured(row(1), row(2)).topOneAgreement()).isEmpty();
  }

  @Test
  void ofEqualValuesTheFirstIsTheGreatest() {
    assertThat(measured(row(1, 1, 0), row(1, 0.9f, 0)).topOneAgreement()).hasValue(1);
  }

  @Test
  void whatIsNotFiniteIsCountedAndMakesTheDifferenceInfinite() {
    Measured difference = measured(row(1, 2, 3), row(Float.NaN, 2, Float.POSITIVE_INFINITY));

    assertThat(difference.notFinite()).isEqualTo(2);
    assertThat(difference.maxAbsolute()).isInfinite();
    assertThat(difference.relativeL2()).isInfinite();
    assertThat(difference.cosine()).isZero();
    assertThat(difference.topOneAgreement()).hasValue(0);
  }

  @Test
  void aReferenceOfZerosIsInfinitelyFarFromAnythingElse() {
    assertThat(measured(row(0, 0), row(0, 0)).cosine()).isEqualTo(1);
    assertThat(measured(row(0, 0), row(0, 1)).relativeL2()).isInfinite();
    assertThat(measured(row(0, 0), row(0, 1)).cosine()).isZero();
  }

  @Test
  void aMissingOutputIsNamed() {
    Measurement two = of(output(0, List.of(1L), 1), output(1, List.of(1L), 1));

    assertThat(incomparable(two, row(1)).reason().key()).isEqualTo("probe.output-other-shape");
    assertThat(incomparable(two, of(output(0, List.of(1L), 1))).reason().args())
        .containsExactly("y", 1, "-");
    assertThat(incomparable(of(output(0, List.of(1L), 1)), two).reason().args())
        .containsExactly("y", 1, "-");
  }

  @Test
  void aRunThatFailedSaysWhy() {
    Measurement failed = new Measurement(List.of(), List.of(), Optional.of("out of memory"));

    assertThat(incomparable(failed, row(1)).reason().args()).containsExactly("out of memory");
    assertThat(incomparable(row(1), failed).reason().args()).contains("out of memory");
  }
}
