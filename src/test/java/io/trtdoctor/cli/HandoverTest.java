package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandoverTest {
  @Test
  void valuesArriveInOrderBeforeItIsClosed() {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    try (Handover<Integer> handover = Handover.to(seen::add)) {
      IntStream.range(0, 100).forEach(handover::accept);
    }

    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void whatTheConsumerThrowsReachesTheOneWhoHandsOver() {
    assertThatThrownBy(
            () -> {
              try (Handover<Integer> handover = Handover.to(HandoverTest::refuse)) {
                handover.accept(1);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no 1");
  }

  @Test
  void nothingIsConsumedAfterAFailure() {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    assertThatThrownBy(
            () -> {
              try (Handover<Integer> handover =
                  Handover.to(
                      value -> {
                        seen.add(value);
                        refuse(value);
                      })) {
                handover.accept(1);
                handover.accept(2);
              }
            })
        .hasMessage("no 1");
    assertThat(seen).containsExactly(1);
  }

  private static void refuse(int value) {
    throw new IllegalStateException("no " + value);
  }
}
