package io.trtdoctor.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CalibrationCache;

class CalibrationCacheFuzzTest {
  /** Any bytes are a cache that comes out as it went in, or bad input. */
  @FuzzTest
  void anyBytesAreACacheOrBadInput(byte[] content) {
    CalibrationCache cache;
    try {
      cache = CalibrationCacheReader.parse(content, "fuzz");
    } catch (BadInputException e) {
      assertThat(e).hasMessageContaining("fuzz");
      return;
    }
    assertThat(CalibrationCacheWriter.bytes(cache)).isEqualTo(content);
    CacheCheck.alone(cache).forEach(p -> assertThat(p.line().orElse(1)).isPositive());
    assertThat(CacheDiff.of(cache, cache).changes()).isEmpty();
  }
}
