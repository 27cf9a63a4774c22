package io.trtdoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "65519, 7bff",
    "65520, 7c00",
    "0.1, 2e66",
    "6.103515625e-5, 0400",
    "5.9604645e-8, 0001",
    "1.00048828125, 3c00",
    "1.00146484375, 3c02"
  })
  void aFloatBecomesTheNearestHalf(float value, String bits) {
    assertThat(Integer.toHexString(0x10000 | (HalfFloat.bits(value) & 0xffff)).substring(1))
        .isEqualTo(bits);
  }

  @Test
  void everyHalfSurvivesTheWayThroughFloat() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float value = HalfFloat.value((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.bits(value)).isEqualTo((short) bits);
      }
    }
  }
}
