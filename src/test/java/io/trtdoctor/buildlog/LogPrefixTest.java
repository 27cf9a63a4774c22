package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPrefixTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "[05/02/2024-13:11:13] [TRT] [I] msg~INFO",
        "[05/02/2024-13:11:13] [I] [TRT] msg~INFO",
        "[05/02/2024-13:11:13] [V] [TRT]   msg~VERBOSE",
        "[05/02/2024-13:11:13] [TRT] [F] msg~INTERNAL_ERROR",
        "[05/02/2024-13:11:13] [W] msg~WARNING",
        "  [03/14/2025-09:26:53] [E] msg~ERROR",
        "[TensorRT] ERROR: msg~ERROR",
        "[TensorRT] INTERNAL ERROR: msg~INTERNAL_ERROR",
        "[TensorRT] VERBOSE: msg~VERBOSE",
        "ERROR: [TRT]: msg~ERROR",
        "WARNING: [TRT]: msg~WARNING",
        "WARNING: msg~WARNING",
        "ERROR: msg~ERROR",
        "[2025-03-14 09:26:53 WARNING] msg~WARNING",
        "[2025-03-14 09:26:53   ERROR] msg~ERROR",
        "E0621 05:22:19.918519  2601 helper.h:113] msg~ERROR",
        "I0621 05:22:19.918612 2601 logging.cc:43] msg~INFO",
        "W0621 05:22:19.918612 1 logging.cc:43] msg~WARNING",
        "[I] msg~INFO",
        "[V]     msg~VERBOSE",
        "[!] msg~ERROR",
        "[ERROR] msg~ERROR",
        "[WARNING] msg~WARNING",
        "[2024-05-02 13:11:13.123] [error] msg~ERROR",
        "INFO: [Torch-TensorRT TensorRT Conversion Context] - msg~INFO",
        "WARNING: [Torch-TensorRT] - msg~WARNING",
        "ERROR: [Torch-TensorRT TensorRT Conversion Context] - msg~ERROR",
        "WARNING:torch_tensorrt.dynamo._compiler:msg~WARNING",
        "ERROR:torch_tensorrt [TensorRT Conversion Context]:msg~ERROR",
        "2025-03-14 09:26:53 [E:onnxruntime:Default, tensorrt_execution_provider.h:58 log] [2025-03-14 09:26:53   ERROR] msg~ERROR",
        "2025-03-14 09:26:53.123456789 [W:onnxruntime:Default, tensorrt_execution_provider.h:86 log] [2025-03-14 09:26:53 WARNING] msg~WARNING",
        "trt_1  | [05/02/2024-13:11:13] [TRT] [E] msg~ERROR",
        "my-service-1 | WARNING: msg~WARNING",
        "2025-03-14T09:26:53.123456789Z [TensorRT] ERROR: msg~ERROR",
        "2025-03-14T09:26:53.123456789Z stderr F [05/02/2024-13:11:13] [TRT] [W] msg~WARNING",
        "2025-03-14T09:26:53+01:00 12.345 kINFO msg~INFO",
        "0:00:01.234567890 12 0x55d ERROR nvinfer gstnvinfer.cpp:676:gst_nvinfer_logger:<p> NvDsInferContext[UID 1]: Error from NvDsInferContextImpl::x() <y.cpp:1> [UID = 1]: [TRT]: msg~ERROR",
        "11.717958 kINFO msg~INFO",
        "11.717958 kVERBOSE   msg~VERBOSE",
        "11.717958 kINTERNAL_ERROR msg~INTERNAL_ERROR",
        "VERBOSE msg~VERBOSE",
        "INFO   msg~INFO",
        "WARNING msg~WARNING",
        "INTERNAL_ERROR msg~INTERNAL_ERROR",
        "   TRT: msg~NONE",
        "   TRT  msg~NONE",
      })
  void aLoggersPrefixIsTakenOff(String line, LogSeverity severity) {
    LogPrefix prefix = read(line);

    assertThat(prefix.told()).isTrue();
    assertThat(prefix.severity()).isEqualTo(severity);
    assertThat(line.substring(prefix.message())).isEqualTo("msg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[MemUsageChange] Init CUDA: CPU +24",
        "[optimizer.cpp::computeCosts::3869] Error Code 10: Internal Error",
        "[8] Assertion failed: x",
        "Traceback (most recent call last):",
        "TensorRT: building INT8 engine",
        "10 layers",
        "3.5 seconds",
        "ERRORS: none",
        "ERROR in another tool",
        "error 1: x",
        "verbose logging is on",
        "DEBUG msg",
        "E0621",
        "",
      })
  void whatIsNoPrefixStays(String line) {
    LogPrefix prefix = read(line);

    assertThat(prefix.told()).isFalse();
    assertThat(prefix.severity()).isEqualTo(LogSeverity.NONE);
    assertThat(prefix.message()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: Unexpected exception NVRTC error: NVRTC_ERROR_COMPILATION",
        "[calibrator.cpp::add::793] Error Code 1: x",
        "IBuilder::buildSerializedNetwork: Error Code 4: x",
      })
  void anErrorBehindABareLevelLooksLikeTensorRts(String message) {
    String line = "ERROR " + message;
    LogPrefix prefix = read(line);

    assertThat(prefix.told()).isTrue();
    assertThat(line.substring(prefix.message())).isEqualTo(message);
  }

  @Test
  void aMessageInBracketsAfterThePrefixStays() {
    String line = "[11/22/2026-19:02:35] [TRT] [E] [calibrator.cpp::add::793] Error Code 1: x";

    LogPrefix prefix = read(line);

    assertThat(line.substring(prefix.message()))
        .isEqualTo("[calibrator.cpp::add::793] Error Code 1: x");
  }

  @Test
  void aSecondMessageOfOnnxRuntimeHasASeverityAndIsNotTensorRts() {
    LogPrefix prefix =
        read("2025-03-14 09:26:53 [E:onnxruntime:, sequential_executor.cc:368 Execute] Non-zero");

    assertThat(prefix.told()).isFalse();
    assertThat(prefix.severity()).isEqualTo(LogSeverity.ERROR);
  }

  @Test
  void aLineThatBeginsWithAColourIsToBeReadAgain() {
    assertThat(read("\u001b[38;5;11m[W] msg").coloured()).isTrue();
    assertThat(read("\u001b[36mtrt_1  |\u001b[0m [W] msg").coloured()).isTrue();
  }

  /** Lines that begin alike, and what follows the common beginning differs. */
  private static final List<String> ALIKE =
      List.of(
          "11.717958 kINFO msg",
          "99.123456 kINFO   [TRT] msg",
          "9.123456 kINFO msg",
          "1a.717958 kINFO msg",
          "11.717958 kINFOS msg",
          "11.717958 kINFO",
          "11.717958 kVERBOSE msg",
          "[05/02/2024-13:11:13] [TRT] [I] msg",
          "[05/02/2024-13:11:14] [TRT] [I] [TRT] [E] msg",
          "[05/02/2024-13:11:15] [TRT] [I] ERROR: msg",
          "[05/02/2024-13:11:16] [TRT] [I] - msg",
          "[05/02/2024-13:11:17] [TRT] [I] [MemUsageChange] msg",
          "[05/02/2024-13:11:17] [TRT] [I] ",
          "[05/02/2024-13:11:17] [TRT] [I]",
          "[05/02/2024-13:11:17] [TRT] [I]: msg",
          "[05/02/2024-13:11:18] [TRT] [E] msg",
          "[05/02/2024-13:11:18] [TRT] msg",
          "[05/02/2024-13:11:18] msg",
          "[05/02/2024-1x:11:18] [TRT] [I] msg",
          "[TensorRT] ERROR: msg",
          "[TensorRT] WARNING: msg",
          "[TensorRT] msg",
          "ERROR: [TRT]: msg",
          "ERROR: [TRT]:msg",
          "ERROR: [TRT] : msg",
          "trt_1  | [05/02/2024-13:11:13] [TRT] [E] msg",
          "trt_2  | [05/02/2024-13:11:13] [TRT] [E] \u001b[31mmsg",
          "trt_2  | msg",
          "VERBOSE msg",
          "VERBOSE   msg",
          "VERBOSE: msg",
          "ERROR 1: msg",
          "ERROR msg");

  @Test
  void whatALineBeganWithChangesNothingForTheNext() {
    byte[] log = (String.join("\n", ALIKE) + "\n".repeat(80)).getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first < ALIKE.size(); first++) {
      for (int second = 0; second < ALIKE.size(); second++) {
        LogPrefix used = new LogPrefix();
        read(log, first, used);
        read(log, second, used);
        LogPrefix fresh = new LogPrefix();
        read(log, second, fresh);

        assertThat(said(used))
            .as("%s, %s", ALIKE.get(first), ALIKE.get(second))
            .isEqualTo(said(fresh));
      }
    }
  }

  private static void read(byte[] log, int line, LogPrefix prefix) {
    int from = String.join("\n", ALIKE.subList(0, line)).length() + (line == 0 ? 0 : 1);
    prefix.read(log, from, from + ALIKE.get(line).length());
  }

  private static List<Object> said(LogPrefix prefix) {
    return List.of(prefix.message(), prefix.severity(), prefix.told(), prefix.coloured());
  }

  private static LogPrefix read(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    LogPrefix prefix = new LogPrefix();
    prefix.read(bytes, 0, bytes.length);
    return prefix;
  }
}
