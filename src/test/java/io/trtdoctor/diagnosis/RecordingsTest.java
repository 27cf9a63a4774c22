package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.BuildDiagnosis;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {
  /** The table of recordings/README.md, the log alone; several answers are parted by |. */
  @ParameterizedTest
  @CsvSource({
    "trt-8.6.1/effvit-zero-batches, calibrator-no-batches",
    "trt-8.6.1/effvit-zero-batches-conv-int8-prefer, calibrator-no-batches",
    "trt-10.6.0/effvit-zero-batches-conv-int8-prefer, calibrator-no-batches",
    "trt-10.6.0/mobilenetv3-zero-batches, calibrator-no-batches",
    "trt-8.6.1/effvit-header-only-cache, calibrator-no-batches",
    "trt-8.6.1/effvit-near-zero-data, calibration-data-degenerate",
    "trt-8.6.1/effvit-no-calibrator, no-calibrator",
    "trt-8.6.1/effvit-obey-conv, constraint-without-kernel",
    "trt-8.6.1/effvit-obey-conv-and-outputs, constraint-without-kernel",
    "trt-10.6.0/effvit-obey-conv, constraint-without-kernel",
    "trt-8.6.1/effvit-obey-conv-partial-cache, constraint-without-kernel",
    "trt-8.6.1/effvit-int8-on-index-layers, constraint-on-index-layer",
    "trt-8.6.1/effvit-cache-without-concats-prefer, calibration-cache-partial",
    "trt-8.6.1/effvit-healthy, healthy",
    "trt-10.6.0/effvit-healthy, healthy",
    "trt-8.6.1/mobilevit-algocache, calibration-cache-rejected",
    "trt-8.6.1/mobilevit-nandata, calibration-data-not-finite",
    "trt-8.6.1/mobilevit-othercache, calibration-cache-foreign",
    "trt-8.6.1/mobilevit-partcache, calibration-cache-partial",
    "trt-8.6.1/mobilevit-tinyws, workspace-too-small",
    "trt-8.6.1/mobilevit-hostptr, calibrator-bad-pointer",
    "trt-10.15.1/effvit-builder-resource-missing, builder-resource-missing",
    "trt-8.6.1/silu-input, fused-output-without-scale",
    "trt-8.6.1/silu-inc, fused-output-without-scale",
    "trt-8.6.1/silu-incs, fused-output-without-scale",
    "trt-8.6.1/silu-nom, fused-output-without-scale",
    "trt-8.6.1/silu-input-fp16, fused-output-without-scale",
    "trt-8.6.1/silu-input-lvl3, fused-output-without-scale",
    "trt-8.6.1/silu-im, calibration-cache-partial",
    "trt-8.6.1/silu-ims, calibration-cache-partial",
    "trt-8.6.1/silu-incm, calibration-cache-partial",
    "trt-8.6.1/relu-input, calibration-cache-partial",
    "trt-8.6.1/silu-noc, healthy",
    "trt-8.6.1/silu-nos, healthy",
    "trt-8.6.1/silu-allm, healthy",
    "trt-8.6.1/silu-noc-fp16, healthy",
  })
  void theLogAloneGivesTheVerdictOfTheTable(String recording, String expected) {
    List<BuildDiagnosis> builds = LogBench.judge("recordings/" + recording + ".log.gz");

    assertThat(builds).hasSize(1);
    assertThat(builds.get(0).verdict().cause().orElse(builds.get(0).verdict().status().tag()))
        .as("%s", builds.get(0).findings())
        .isEqualTo(expected);
  }
}
