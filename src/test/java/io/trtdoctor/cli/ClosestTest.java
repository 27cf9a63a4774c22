package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestTest {
  @ParameterizedTest
  @CsvSource({"cache, cache, 0", "cahce, cache, 1", "cach, cache, 1", "'', env, 3", "abc, xyz, 3"})
  void aSwapOfNeighboursCountsOnce(String a, String b, int distance) {
    assertThat(Closest.distance(a, b)).isEqualTo(distance);
  }

  @Test
  void theClosestComesFirst() {
    assertThat(Closest.to("--minShape", List.of("--shapes", "--minShapes", "--out")))
        .startsWith("--minShapes");
  }

  @Test
  void whatIsFarOffIsNotSuggested() {
    assertThat(Closest.to("banana", List.of("diagnose", "triage"))).isEmpty();
  }
}
