package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogEvent.CacheUsed;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.ScaleCopied;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Missing scale and zero-point for tensor a: b, expect fall back to non-int8 x~a: b",
        "Missing scale and zero-point for tensor (Unnamed Layer* 1) [C]_output, expect fall~(Unnamed Layer* 1) [C]_output",
        "Missing dynamic range for tensor 775, expect fall back to non-int8 implementation~775",
      })
  void aMissingScaleNamesItsTensor(String message, String tensor) {
    LogLine line = line(message);

    assertThat(MessageParser.parse(line)).contains(new ScaleMissing(line, TensorName.of(tensor)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "INT8 Inference Tensor scales and zero-points: a: b scale and zero-point Quantization(scale: {0.25,}, zero-point: {0,})~a: b~0.25",
        "INT8 Inference Tensor scales and zero-points: x scale and zero-point Quantization(scale: {0,}, zero-point: {0,})~x~0",
        "INT8 Inference Tensor scales and zero-points: x scale and zero-point Quantization(scale: {1e-08,2,}, zero-point: {0,})~x~1e-8",
        "INT8 Inference Tensor scales: x scale: 0.5~x~0.5",
      })
  void aScaleInEffectIsRead(String message, String tensor, float scale) {
    LogLine line = line(message);

    assertThat(MessageParser.parse(line))
        .contains(new ScaleInEffect(line, TensorName.of(tensor), Scale.of(scale)));
  }

  @Test
  void aRejectedKernelNamesLayerAndTensor() {
    LogLine line =
        line(
            "Rejecting some int8 implementation of layer /c + PWN(/s) due to missing int8 scales for"
                + " tensor /m out at output index 0");

    assertThat(MessageParser.parse(line))
        .contains(new Int8Rejected(line, new LayerName("/c + PWN(/s)"), TensorName.of("/m out")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "No implementation of layer A + B obeys the requested constraints. I.e. no~A + B~true",
        "No implementation of layer A obeys the requested constraints in strict mode. No~A~true",
        "No valid obedient candidate choices for node A that meet the preferred precision. The~A~false",
      })
  void aFallbackNamesItsLayer(String message, String layer, boolean isFinal) {
    LogLine line = line(message);

    assertThat(MessageParser.parse(line))
        .contains(new PrecisionFallback(line, new LayerName(layer), isFinal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Reading Calibration Cache for calibrator: EntropyCalibration2~READ~EntropyCalibration2",
        "Writing Calibration Cache for calibrator: TRT-8601-MinMaxCalibration~WRITTEN~TRT-8601-MinMaxCalibration",
        "Calibration table does not match calibrator algorithm type.~REJECTED~Calibration table does not match calibrator algorithm type.",
        "Could not parse the following line from the calibration cache: \"a b\"~LINE_UNPARSABLE~a b",
      })
  void aCachesUseIsRead(String message, CacheUsed.Use use, String detail) {
    LogLine line = line(message);

    assertThat(MessageParser.parse(line)).contains(new CacheUsed(line, use, detail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Calibrated batch x in 1 seconds.",
        "INT8 Inference Tensor scales and zero-points: x",
        "Rejecting tactic 0x1",
        "Missing node",
        "No implementation obeys reformatting-free rules, at least 2 reformatting nodes are needed",
      })
  void whatOnlyLooksAlikeIsNoEvent(String message) {
    assertThat(MessageParser.parse(line(message))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Assigning tensor scales: a using b [~a~b~false~false",
        "Assigning tensor scales: a using (U* 1) [C]_o [Quantization(scale: {1,}, zero-point: {0,})]~a~(U* 1) [C]_o~false~true",
        "Overriding tensor scales: a [Quantization(scale: {1,}, zero-point: {0,})] using b [Quantization(scale: {1,}, zero-point: {0,})]~a~b~true~true",
      })
  void aCopiedScaleIsRead(
      String message, String tensor, String source, boolean overriding, boolean complete) {
    LogLine line = line(message);

    assertThat(new ScaleCopyParser().parse(line))
        .contains(
            new ScaleCopied(
                line, TensorName.of(tensor), TensorName.of(source), overriding, complete));
  }

  @Test
  void aCopyToldInTwoMessagesStandsAtTheFirst() {
    ScaleCopyParser parser = new ScaleCopyParser();
    LogLine first =
        line("Overriding a copy scale and zero-point Quantization(scale: {1,}, z: {0,})");

    assertThat(parser.parse(first)).isEmpty();
    assertThat(
            parser.parse(line("using b scale and zero-point Quantization(scale: {2,}, z: {0,})")))
        .contains(new ScaleCopied(first, TensorName.of("a copy"), TensorName.of("b"), true, true));
  }

  private static LogLine line(String message) {
    return new LogLine(1, LogSeverity.VERBOSE, message, message);
  }
}
