package io.trtdoctor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static Isolation<Integer> search(int candidates, int workers, Question<Integer> question)
      throws InterruptedException {
    return CulpritSearch.among(Suspects.numbers(candidates))
        .with(SearchOptions.plain().withWorkers(workers))
        .run(question);
  }

  @Test
  void findsTheSameAsOneByOne() throws InterruptedException {
    List<Suspects> truths =
        List.of(
            Suspects.guilty(Set.of(3), Set.of(177), Set.of(299)),
            Suspects.guilty(Set.of(20, 200)),
            Suspects.guilty(Set.of(9), Set.of(4, 40)));
    for (Suspects truth : truths) {
      Isolation<Integer> together = search(300, 4, truth);
      Isolation<Integer> alone = search(300, 1, truth);
      assertEquals(new HashSet<>(alone.culprits()), new HashSet<>(together.culprits()));
      assertEquals(alone.shape(), together.shape());
    }
  }

  @Test
  void asksBothEndsAtTheSameTime() throws InterruptedException {
    CyclicBarrier both = new CyclicBarrier(2);
    Isolation<Integer> found =
        search(
            30,
            2,
            subset -> {
              if (subset.isEmpty() || subset.size() == 30) {
                await(both);
              }
              return Reply.of(Answer.FAILS);
            });
    assertEquals(Isolation.Shape.FAILS_WITHOUT, found.shape());
  }

  private static void await(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesBackQuestionsThatBecamePointless() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    AtomicInteger takenBack = new AtomicInteger();
    Isolation<Integer> found =
        search(
            64,
            3,
            subset -> {
              if (!subset.isEmpty() && subset.size() < 64) {
                hanging.incrementAndGet();
                stuck.countDown();
                hang(never, takenBack);
              }
              stuck.await();
              return Reply.of(Answer.PASSES);
            });
    assertEquals(Isolation.Shape.PASSES_WITH_ALL, found.shape());
    assertTrue(takenBack.get() > 0);
    assertEquals(hanging.get(), takenBack.get());
  }

  private static void hang(CountDownLatch never, AtomicInteger takenBack)
      throws InterruptedException {
    try {
      never.await();
    } catch (InterruptedException e) {
      takenBack.incrementAndGet();
      throw e;
    }
  }

  @Test
  void takesBackAllQuestionsWhenItIsInterrupted() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    AtomicInteger takenBack = new AtomicInteger();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread searching =
        new Thread(
            () ->
                thrown.set(
                    assertThrows(
                        InterruptedException.class,
                        () ->
                            search(
                                64,
                                2,
                                subset -> {
                                  asked.countDown();
                                  hang(never, takenBack);
                                  return Reply.of(Answer.PASSES);
                                }))));
    searching.start();
    asked.await();
    searching.interrupt();
    searching.join();
    assertTrue(thrown.get() instanceof InterruptedException);
    assertEquals(2, takenBack.get());
  }

  @Test
  void handsOnWhatAQuestionThrows() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                search(
                    64,
                    4,
                    subset -> {
                      throw new IllegalStateException("no GPU");
                    }));
    assertEquals("no GPU", thrown.getMessage());
  }

  @Test
  void asksNoMoreThanItMay() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(3), Set.of(177));
    Isolation<Integer> found =
        CulpritSearch.among(Suspects.numbers(300))
            .with(new SearchOptions(4, 9, () -> false, false, 0))
            .run(suspects);
    assertFalse(found.complete());
    assertEquals(9, found.tries());
    assertTrue(suspects.asked().size() <= 9);
    assertTrue(found.next().isPresent());
  }

  @Test
  void waitsForAThirdOfTheRoundsOfOneByOne() {
    assertTrue(3 * rounds(8) <= rounds(1), () -> rounds(8) + " and " + rounds(1));
  }

  private static int rounds(int workers) {
    Suspects suspects = Suspects.guilty(Set.of(3), Set.of(177), Set.of(400), Set.of(690));
    Plan plan = new Plan(Suspects.numbers(700).stream().mapToDouble(place -> 1).toArray());
    Course<Integer> course =
        new Course<>(Suspects.numbers(700), plan, SearchOptions.plain(), SearchListener.none());
    int rounds = 0;
    while (!course.over()) {
      for (Subset subset : course.wanted(workers)) {
        course.answered(subset, suspects.ask(course.members(subset)));
      }
      rounds++;
    }
    return rounds;
  }
}
