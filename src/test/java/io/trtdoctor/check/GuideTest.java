package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuideTest {
  @ParameterizedTest
  @EnumSource(Language.class)
  void aVerboseLogIsExplainedForEveryTool(Language language) {
    String page = Guide.find("verbose-log").orElseThrow().markdown(language);

    assertThat(page)
        .contains("--verbose")
        .contains("trt.Logger.VERBOSE")
        .contains("nvinfer1::ILogger")
        .contains("-vvv")
        .contains("torch_tensorrt.logging")
        .contains("trt_detailed_build_log")
        .contains("tritonserver")
        .contains("deepstream-app");
  }

  @Test
  void anUnknownGuideIsNotFound() {
    assertThat(Guide.find("quiet-log")).isEmpty();
  }
}
