package io.trtdoctor.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DdminTest {
  private static final List<Integer> CANDIDATES = IntStream.range(0, 40).boxed().toList();

  @Test
  void independentCulpritsAreFoundOneAfterTheOther() {
    Ddmin<Integer> search = new Ddmin<>(set -> set.contains(3) || set.contains(31));

    assertEquals(List.of(List.of(3), List.of(31)), search.all(CANDIDATES));
  }

  @Test
  void culpritsThatFailOnlyTogetherStayTogether() {
    Ddmin<Integer> search = new Ddmin<>(set -> set.containsAll(Set.of(3, 31)));

    assertEquals(List.of(List.of(3, 31)), search.all(CANDIDATES));
  }

  @Test
  void nothingIsFoundWhereNothingFails() {
    Ddmin<Integer> search = new Ddmin<>(set -> false);

    assertEquals(List.of(), search.all(CANDIDATES));
    assertEquals(1, search.asked());
  }
}
