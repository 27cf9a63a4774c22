package io.trtdoctor.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeFileTest {
  static List<Function<RangeTable, String>> formats() {
    return List.of(RangeFile::json, RangeFile::csv);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void cachesOfTensorRtComeBackByteForByte(Function<RangeTable, String> format) {
    for (String version : List.of("trt-8.6.1", "trt-10.6.0")) {
      CalibrationCache cache = CacheText.recording(version);

      assertThat(CacheText.text(back(format, cache))).isEqualTo(CacheText.text(cache));
    }
  }

  @Test
  void everyScaleComesBackBitForBit() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      Scale scale = Scale.ofBits(random.nextInt());
      if (!Float.isNaN(scale.value())) {
        assertThat(Scale.ofLimit(scale.limit()).bits()).isEqualTo(scale.bits());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void oddNamesAndScalesComeBackToo(Function<RangeTable, String> format) {
    CalibrationCache cache =
        CacheText.of(
            "=1+1: 3d000000",
            "'=x: 3d000001",
            "''@: 3d000002",
            "'plain: 3d000003",
            "a, \"b\": c: 3d000004",
            " blank at both ends : 3d000005",
            "\u5f20\u91cf: 7fc00000",
            "infinite: 7f800000",
            "negative: bd000000",
            "zero: 0",
            "least: 1");

    assertThat(CacheText.text(back(format, cache))).isEqualTo(CacheText.text(cache));
  }

  @ParameterizedTest
  @CsvSource({"{\"a\": 2.54}", "'{\"a\": [-2.54, 1]}'", "'{\"a\": [-1, \"2.54\"]}'"})
  void anObjectWithOneOrTwoNumbersForATensorWillDo(String json) {
    assertThat(RangeFile.parse(json, "test").ranges().get(0).scale().value()).isEqualTo(0.02f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ranges\": [{\"min\": 1, \"max\": 2}]}",
        "{\"a\": \"wide\"}",
        "{\"a\": 1,",
        "{\"a\": 1} x",
        "{\"\": 1}",
        "tensor,min\na,1",
        "tensor,min,max\na,1",
        "tensor,min,max\na,1,x",
        "tensor,min,max\na,-1,1\na,-2,2",
        "tensor,min,max\n\"a,-1,1",
        "tensor,min,max\na,3,2",
        "TRT-8601-EntropyCalibration2\na: 3d000000",
        "",
        "hello"
      })
  void damagedRangesAreBadInput(String text) {
    assertThatThrownBy(() -> RangeFile.parse(text, "test")).isInstanceOf(BadInputException.class);
  }

  static Stream<Arguments> otherFiles() {
    String cases = "repro-cases/cache-partial/";
    return Stream.of(
        Arguments.of(cases + "model.onnx", "is an ONNX model."),
        Arguments.of(cases + "trt-8.6.recording", "is a gzip file"),
        Arguments.of(cases + "trt-8.6.cache", "is a calibration cache already."),
        Arguments.of(cases, "could not be read: it is a folder."),
        Arguments.of(cases + "none", "could not be read: there is no such file or folder."));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void anotherFileIsNamedAsWhatItIs(String file, String words) {
    assertThatThrownBy(() -> RangeFile.read(Path.of(file)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("xpected dynamic ranges");
  }

  @Test
  void whatIsCutOffIsToldWithoutTheReadersRemarks() {
    assertThatThrownBy(() -> RangeFile.parse("{\"a\": 1,", "test"))
        .hasMessageContaining("test, line 1: no JSON: Unexpected end-of-input")
        .hasMessageNotContaining("REDACTED");
  }

  private static CalibrationCache back(
      Function<RangeTable, String> format, CalibrationCache cache) {
    return RangeFile.parse(format.apply(RangeTable.of(cache)), "test")
        .withHeader(cache.header())
        .cache();
  }
}
