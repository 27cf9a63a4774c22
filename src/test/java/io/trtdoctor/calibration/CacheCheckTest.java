package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.calibration.NetworkFit.Verdict;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCheckTest {
  private static final String HEADER = "TRT-8601-EntropyCalibration2\n";

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void aCacheOfTensorRtHasNoFault(String version) {
    assertThat(CacheCheck.alone(recording(version))).noneMatch(CacheProblem::isFault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void aCacheOfTensorRtIsWholeForItsNetwork(String version) throws IOException {
    NetworkFit fit = fit(recording(version));
    assertThat(fit.verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(fit.foreign()).isZero();
    assertThat(fit.covered()).isEqualTo(fit.expected()).isEqualTo(179);
    assertThat(fit.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void aCacheCutOffAfterSixtyLinesIsPartial(String version) throws IOException {
    CalibrationCache whole = recording(version);
    NetworkFit fit = fit(with(whole, whole.entries().subList(0, 60)));
    assertThat(fit.verdict()).isEqualTo(Verdict.PARTIAL);
    assertThat(fit.share()).isLessThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void aCacheWithoutItsConcatenationsIsPartial(String version) throws IOException {
    NetworkFit fit = fit(without(recording(version), t -> t.contains("Concat")));
    assertThat(fit.verdict()).isEqualTo(Verdict.PARTIAL);
    assertThat(fit.problems())
        .extracting(CacheProblem::kind)
        .containsOnly(Kind.MISSING_TENSOR)
        .hasSize(4);
  }

  @Test
  void aCacheThatSharesAFewNamesWithTheNetworkIsForeign() throws IOException {
    NetworkFit fit =
        fit(
            parse(
                HEADER + "input: 3d120d2f\n/conv_1/Conv_output_0: 1\n/conv_2/Conv_output_0: 2\n"));
    assertThat(fit.verdict()).isEqualTo(Verdict.FOREIGN);
    assertThat(fit.known()).isEqualTo(1);
    assertThat(fit.foreign()).isEqualTo(2);
  }

  @Test
  void aCacheWithOnlyAHeaderIsEmptyForANetwork() throws IOException {
    assertThat(fit(parse(HEADER)).verdict()).isEqualTo(Verdict.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(Unnamed Layer* 183) [Constant]_output",
        "(Unnamed Layer* 12) [TopK]_output_2",
        "ONNXTRT_Broadcast_952_output",
        "conv_output",
        "weight_output",
        "x copy",
        "x_clone_1",
      })
  void aNameThatTensorRtMadeUpIsNotForeign(String name) {
    NetworkFit fit =
        CacheCheck.against(parse(HEADER + name + ": 1\n"), small().network(), t -> false);
    assertThat(fit.internal()).isEqualTo(1);
    assertThat(fit.foreign()).isZero();
  }

  @Test
  void theOutputOfALayerThatIsNotThereIsForeign() {
    NetworkFit fit =
        CacheCheck.against(parse(HEADER + "other_output: 1\n"), small().network(), t -> false);
    assertThat(fit.foreign()).isEqualTo(1);
  }

  @Test
  void aTensorBetweenConvolutionAndBatchNormalisationNeedsNoEntry() {
    NetworkFit fit =
        CacheCheck.against(parse(HEADER + "x: 1\ny: 1\n"), small().network(), t -> false);
    assertThat(fit.verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aZeroScaleOfAnActivationIsAFault() {
    NetworkFit fit =
        CacheCheck.against(parse(HEADER + "x: 1\ny: 0\n"), small().network(), t -> false);
    assertThat(fit.problems()).extracting(CacheProblem::kind).containsExactly(Kind.ZERO_SCALE);
  }

  @ParameterizedTest
  @CsvSource({
    "7fc00000, NAN_SCALE",
    "ffc00000, NAN_SCALE",
    "7f800000, INFINITE_SCALE",
    "ff800000, INFINITE_SCALE",
    "bf800000, NEGATIVE_SCALE",
    "1, SUBNORMAL_SCALE",
    "7fffff, SUBNORMAL_SCALE",
    "4b189680, HUGE_SCALE",
    "0, ZERO_SCALE_MAYBE_CONSTANT",
    "80000000, ZERO_SCALE_MAYBE_CONSTANT",
  })
  void aBadScaleIsCalledByItsKind(String hex, Kind kind) {
    assertThat(CacheCheck.alone(parse(HEADER + "a: 3d120d2f\nx: " + hex + "\n")))
        .extracting(CacheProblem::kind)
        .containsExactly(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 3d120d2f;b: 3d120d2f|NO_HEADER",
        "TRT-8601-EntropyCalibration2|NO_ENTRIES",
        "TRT-8601-Mine;a: 3d120d2f|UNKNOWN_CALIBRATOR",
        "TRT-8601-MinMaxCalibration;a: 3d120d2f|OTHER_CALIBRATOR",
        "TRT-8503-EntropyCalibration2;a: 3d120d2f|OTHER_VERSION",
        "TRT-8601-EntropyCalibration2;a: 3d120d2f;a: 3d120d2f|DUPLICATE",
        "TRT-8601-EntropyCalibration2;a: 3d120d2f;a: 3d120d2e|CONTRADICTION",
        "TRT-8601-EntropyCalibration2;a: 3d120d2f;garbage|UNREADABLE_LINE",
      })
  void aFaultOfTheFileIsCalledByItsKind(String lines, Kind kind) {
    assertThat(
            CacheCheck.alone(
                parse(lines.replace(';', '\n')),
                Optional.of(TensorRtVersion.ofNumber(8601)),
                Optional.of(CalibrationAlgorithm.ENTROPY_2)))
        .extracting(CacheProblem::kind)
        .containsExactly(kind);
  }

  @Test
  void aCacheOfZerosIsAFaultAsAWhole() {
    assertThat(CacheCheck.alone(parse(HEADER + "a: 0\nb: 0\n")))
        .filteredOn(CacheProblem::isFault)
        .extracting(CacheProblem::kind)
        .containsExactly(Kind.ALL_SCALES_ZERO);
  }

  @Test
  void problemsComeInTheOrderOfTheLines() {
    assertThat(CacheCheck.alone(parse(HEADER + "a: 7fc00000\ngarbage\na: 1\n")))
        .extracting(p -> p.line().orElse(0))
        .containsExactly(2, 3, 4, 4);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindHasItsWordsInBothLanguages(Kind kind) {
    String key = "calibration.problem." + kind.tag();
    assertThat(Arrays.stream(Language.values()).map(l -> Texts.in(l).pattern(key)))
        .allMatch(Optional::isPresent);
  }

  private static SketchedNetwork small() {
    return SketchedNetwork.of(
        "constant\tweight",
        "input\tx",
        "output\ty",
        "layer\tConv\tconv\tx,weight\tc",
        "layer\tBatchNormalization\tbn\tc\ty");
  }

  private static NetworkFit fit(CalibrationCache cache) throws IOException {
    SketchedNetwork sketch = SketchedNetwork.efficientVit();
    return CacheCheck.against(cache, sketch.network(), sketch.constants()::contains);
  }

  private static CalibrationCache recording(String version) {
    return CalibrationCacheReader.read(CalibrationCacheReaderTest.recording(version));
  }

  private static CalibrationCache without(CalibrationCache cache, Predicate<String> names) {
    return with(
        cache, cache.entries().stream().filter(e -> !names.test(e.tensor().value())).toList());
  }

  private static CalibrationCache with(CalibrationCache cache, List<Entry> entries) {
    return new CalibrationCache(
        cache.header(), cache.version(), cache.algorithm(), entries, cache.unreadable());
  }

  private static CalibrationCache parse(String text) {
    return CalibrationCacheReader.parse(text.getBytes(UTF_8), "c");
  }
}
