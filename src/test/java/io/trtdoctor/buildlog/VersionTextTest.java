package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "TensorRT version: 8.6.1~8.6.1",
        "NVIDIA TensorRT Version 8.6.1~8.6.1",
        "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec~8.6.1",
        "&&&& RUNNING TensorRT.trtexec [TensorRT v100600] [b26] # trtexec~10.6.0",
        "Loaded Module: tensorrt           | Version: 8.2.0.6  | Path: ['/x']~8.2.0.6",
        "Trying to load shared library libnvinfer_builder_resource.so.8.6.1~8.6.1",
        "Trying to load shared library libnvinfer_builder_resource_sm90.so.10.15.1~10.15.1",
        "Writing Calibration Cache for calibrator: TRT-8601-EntropyCalibration2~8.6.1",
        "TensorRT: starting export with TensorRT 11.0.0.114...~11.0.0.114",
      })
  void aVersionIsFoundWhereALogMentionsIt(String message, String version) {
    assertThat(VersionText.in(message)).contains(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while TensorRT does not natively support INT64",
        "Loaded Module: polygraphy | Version: 0.47.1 | Path: x tensorrt",
        "TensorRT 10 layers",
        "TRT-LLM",
      })
  void whatIsNoVersionIsNone(String message) {
    assertThat(VersionText.in(message)).isEmpty();
  }
}
