package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogEvent.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      value = {
        // message, code, file, function, assertion
        "1: Unexpected exception _Map_base::at^1^^^",
        "Unexpected exception _Map_base::at^^^^",
        "2: [quantization.cpp::DynamicRange::74] Error Code 2: Internal Error (Assertion min_ <= max_ failed. )^2^quantization.cpp^DynamicRange^min_ <= max_",
        "Error[10]: Could not find any implementation for node x.^10^^^",
        "[optimizer.cpp::getFormatRequirements::3299] Error Code 2: Internal Error (Assertion !n->c.empty() failed. No supported formats for /a/Conv, please check x)^2^optimizer.cpp^getFormatRequirements^!n->c.empty()",
        "IBuilder::buildSerializedNetwork: Error Code 4: Internal Error (Calibration failure)^4^^buildSerializedNetwork^",
        "3: [engine.cpp::~Engine::298] Error Code 3: API Usage Error (Parameter check failed at: runtime/api/engine.cpp::~Engine::298, condition: m.use_count() == 1. Destroying)^3^engine.cpp^~Engine^m.use_count() == 1",
        "Parameter check failed at: ../builder/Network.cpp::addInput::671, condition: isValidDims(dims)^^Network.cpp^addInput^isValidDims(dims)",
        "builtin_op_importers.cpp:1235 In function QuantLinear: [6] Assertion failed: allZeros(z) && x^^builtin_op_importers.cpp^QuantLinear^allZeros(z) && x",
        "onnx2trt_utils.cpp:374: Your ONNX model has INT64 weights^^onnx2trt_utils.cpp^^",
        "../rtSafe/safeRuntime.cpp (25) - Cuda Error in allocate: 2 (out of memory)^^safeRuntime.cpp^allocate^",
      })
  void anErrorIsTakenApart(
      String message, Integer code, String file, String function, String assertion) {
    Problem problem = parse(message);

    assertThat(problem.code().isPresent() ? problem.code().getAsInt() : null).isEqualTo(code);
    assertThat(problem.sourceFile().orElse(null)).isEqualTo(file);
    assertThat(problem.function().orElse(null)).isEqualTo(function);
    assertThat(problem.assertion().orElse(null)).isEqualTo(assertion);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "10: Could not find any implementation for node /c + PWN(PWN(/s), /m).~/c + PWN(PWN(/s), /m)",
        "10: [o.cpp::c::3869] Error Code 10: Internal Error (Could not find any implementation for node /c + PWN(PWN(/s), /m).)~/c + PWN(PWN(/s), /m)",
        "4: Could not find any implementation for node {ForeignNode[(Unnamed Layer* 1) [Shuffle].../R_5]} due to insufficient workspace. See verbose log.~{ForeignNode[(Unnamed Layer* 1) [Shuffle].../R_5]}",
        "2: Assertion !n->c.empty() failed. No supported formats for /stem/res0/main/Conv~/stem/res0/main/Conv",
        "3: /a/Concat_1: cannot use precision Int8 for layer that computes indices~/a/Concat_1",
        "4: [network.cpp::validate::3121] Error Code 4: Internal Error (Layer /a/Concat_1 failed validation)~/a/Concat_1",
        "Layer '/net.56/Div' (ELEMENTWISE): Unsupported on DLA. Switching~/net.56/Div",
        "Tensor 253 is uniformly zero.~253",
        "IBuilder::buildSerializedNetwork: Error Code 6: API Usage Error (Unable to load library: libx_sm90.so.10: libx_sm90.so.10: cannot open shared object file)~libx_sm90.so.10",
        "(Unnamed Layer* 428) [Concatenation]: shape tensor output from layer must be Bool~(Unnamed Layer* 428) [Concatenation]",
        "ModelImporter.cpp:726: While parsing node number 10 [Resize -> \"y\"]:~y",
      })
  void aNameIsFoundWhole(String message, String name) {
    assertThat(parse(message).names()).containsExactly(name);
  }

  @Test
  void anAssertionsExplanationIsNoName() {
    assertThat(parse("x.cpp:1 In function f: [6] Assertion failed: a && \"must be b\"").names())
        .isEmpty();
  }

  private static Problem parse(String message) {
    return ProblemParser.parse(new LogLine(1, LogSeverity.ERROR, message, message));
  }
}
