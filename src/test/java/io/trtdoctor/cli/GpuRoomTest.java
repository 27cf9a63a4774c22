package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuRoomTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static int room(List<Integer> devices, long... freeGibibytes) {
    return GpuRoom.children(
        devices, java.util.Arrays.stream(freeGibibytes).mapToObj(free -> free << 30).toList());
  }

  @Test
  void theFirstGpuCountsWhereNoneIsNamed() {
    assertThat(room(List.of(), 5, 4000)).isEqualTo(1);
  }

  @Test
  void theRoomOfAllTheGpusNamedIsCounted() {
    assertThat(room(List.of(0, 1), 5, 5)).isEqualTo(Math.min(2, CORES));
  }

  @Test
  void whatIsLeftOverOnTwoGpusMakesNoRoomForAThirdChild() {
    assertThat(room(List.of(0, 1), 6, 6)).isEqualTo(Math.min(2, CORES));
  }

  @Test
  void thereAreNoMoreChildrenThanCores() {
    assertThat(room(List.of(0, 1), 4000, 4000)).isEqualTo(CORES);
  }

  @Test
  void aGpuThatNobodyKnowsOfHasRoomForOne() {
    assertThat(room(List.of(3))).isEqualTo(1);
  }
}
