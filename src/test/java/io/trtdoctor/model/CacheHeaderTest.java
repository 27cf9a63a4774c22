package io.trtdoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheHeaderTest {
  /** As TensorRT 8.6.1 wrote it. */
  private static final String LEGACY = "0 3ff0000000000000 3fefff2e48e8a71e";

  private static final TensorRtVersion VERSION = new TensorRtVersion(8, 6, 1);

  @Test
  void theLegacyCalibratorsHeaderTellsCutoffAndQuantileInPlaceOfTheVersion() {
    assertThat(CacheHeader.of(VERSION, CalibrationAlgorithm.LEGACY).text()).isEqualTo(LEGACY);
    assertThat(CacheHeader.parse(LEGACY).orElseThrow().algorithm())
        .contains(CalibrationAlgorithm.LEGACY);
    assertThat(CacheHeader.parse(LEGACY).orElseThrow().version()).isEmpty();
  }

  @Test
  void theOthersTellVersionAndClass() {
    CacheHeader header = CacheHeader.of(VERSION, CalibrationAlgorithm.ENTROPY_2);

    assertThat(header.text()).isEqualTo("TRT-8601-EntropyCalibration2");
    assertThat(CacheHeader.parse(header.text())).contains(header);
  }

  @Test
  void anEntryIsNoHeader() {
    assertThat(CacheHeader.parse("input: 3d010204")).isEmpty();
    assertThat(CacheHeader.parse("0: 3d010204")).isEmpty();
  }
}
