package io.trtdoctor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trtdoctor.search.Isolation.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CulpritSearchTest {
  private static final SearchOptions PLAIN = SearchOptions.plain();

  private static Isolation<Integer> search(int candidates, Question<Integer> question)
      throws InterruptedException {
    return CulpritSearch.among(Suspects.numbers(candidates)).run(question);
  }

  private static Set<Set<Integer>> culprits(Isolation<Integer> isolation) {
    return new HashSet<>(isolation.culprits());
  }

  @Test
  void findsTheOneCulpritAmongManyInAboutAsManyTriesAsABisection() throws InterruptedException {
    Isolation<Integer> found = search(700, Suspects.guilty(Set.of(431)));
    assertEquals(Shape.INDEPENDENT, found.shape());
    assertEquals(List.of(Set.of(431)), found.culprits());
    assertEquals(Set.of(431), found.lifted());
    assertTrue(found.complete() && found.monotone() && !found.flaky());
    assertEquals(1, found.confidence());
    assertTrue(found.tries() <= 15, () -> found.tries() + " tries");
  }

  @Test
  void findsAllIndependentCulprits() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(3), Set.of(177), Set.of(178), Set.of(699));
    Isolation<Integer> found = search(700, suspects);
    assertEquals(Shape.INDEPENDENT, found.shape());
    assertEquals(Suspects.each(3, 177, 178, 699), culprits(found));
    assertEquals(Set.of(3, 177, 178, 699), found.lifted());
    assertTrue(found.tries() <= 46, () -> found.tries() + " tries");
  }

  @Test
  void findsCulpritsThatFailOnlyTogether() throws InterruptedException {
    Isolation<Integer> found = search(700, Suspects.guilty(Set.of(20, 400, 650)));
    assertEquals(Shape.JOINT, found.shape());
    assertEquals(List.of(Set.of(20, 400, 650)), found.culprits());
    assertEquals(1, found.lifted().size());
    assertTrue(found.tries() <= 42, () -> found.tries() + " tries");
  }

  @Test
  void findsCulpritsOfBothKinds() throws InterruptedException {
    Isolation<Integer> found =
        search(60, Suspects.guilty(Set.of(9), Set.of(4, 40), Set.of(30, 31)));
    assertEquals(Shape.MIXED, found.shape());
    assertEquals(Set.of(Set.of(9), Set.of(4, 40), Set.of(30, 31)), culprits(found));
    assertEquals(3, found.lifted().size());
  }

  @Test
  void liftsOneCandidateThatSeveralSetsShare() throws InterruptedException {
    Isolation<Integer> found = search(40, Suspects.guilty(Set.of(5, 20), Set.of(5, 30)));
    assertEquals(Set.of(Set.of(5, 20), Set.of(5, 30)), culprits(found));
    assertEquals(Set.of(5), found.lifted());
  }

  @Test
  void stopsWhereItFailsWithNoneOfTheCandidates() throws InterruptedException {
    Isolation<Integer> found = search(50, Suspects.failing(subset -> true));
    assertEquals(Shape.FAILS_WITHOUT, found.shape());
    assertEquals(2, found.tries());
    assertTrue(found.complete());
  }

  @Test
  void stopsWhereItPassesWithAllCandidates() throws InterruptedException {
    Isolation<Integer> found = search(50, Suspects.failing(subset -> false));
    assertEquals(Shape.PASSES_WITH_ALL, found.shape());
    assertEquals(1, found.tries());
  }

  @Test
  void doesNotAskForEndsThatAreKnown() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(2));
    SearchOptions known = new SearchOptions(1, 100, () -> false, true, 0);
    CulpritSearch.among(Suspects.numbers(8)).with(known).run(suspects);
    assertFalse(suspects.asked().contains(Set.of()));
    assertFalse(suspects.asked().contains(Set.copyOf(Suspects.numbers(8))));
  }

  @Test
  void asksNothingTwice() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(9), Set.of(4, 40), Set.of(30, 31), Set.of(50));
    search(60, suspects);
    assertEquals(suspects.asked().size(), Set.copyOf(suspects.asked()).size());
  }

  @Test
  void asksTheSameInTheSameOrderEachTime() throws InterruptedException {
    Suspects one = Suspects.guilty(Set.of(9), Set.of(4, 40), Set.of(30));
    Suspects other = Suspects.guilty(Set.of(9), Set.of(4, 40), Set.of(30));
    assertEquals(search(60, one), search(60, other));
    assertEquals(one.asked(), other.asked());
  }

  @Test
  void handsOverTheCandidatesInTheirOrder() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(3));
    CulpritSearch.among(List.of(5, 3, 9, 1)).run(suspects);
    assertEquals(List.of(5, 3, 9, 1), List.copyOf(suspects.asked().get(0)));
  }

  @Test
  void agreesWithAllSubsetsTriedOnSmallLists() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 300; run++) {
      int candidates = 1 + random.nextInt(7);
      List<Set<Integer>> sets = randomSets(random, candidates);
      Suspects truth = Suspects.failing(subset -> sets.stream().anyMatch(subset::containsAll));
      Isolation<Integer> found = search(candidates, truth);
      assertSound(truth, found, candidates, sets::toString);
    }
  }

  private static List<Set<Integer>> randomSets(SplittableRandom random, int candidates) {
    List<Set<Integer>> sets = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Set<Integer> set = new HashSet<>();
      for (int j = 0; j <= random.nextInt(3); j++) {
        set.add(random.nextInt(candidates));
      }
      sets.add(set);
    }
    return sets;
  }

  /** Each set is minimal; what is lifted is enough and nothing of it is needless. */
  private static void assertSound(
      Suspects truth,
      Isolation<Integer> found,
      int candidates,
      java.util.function.Supplier<String> what) {
    for (Set<Integer> set : found.culprits()) {
      assertTrue(truth.fails(set), what);
      set.forEach(member -> assertFalse(truth.fails(without(set, Set.of(member))), what));
    }
    Set<Integer> all = Set.copyOf(Suspects.numbers(candidates));
    assertFalse(truth.fails(without(all, found.lifted())), what);
    for (int lifted : found.lifted()) {
      Set<Integer> others = without(found.lifted(), Set.of(lifted));
      assertTrue(truth.fails(without(all, others)), what);
    }
    if (found.shape() == Shape.INDEPENDENT) {
      Set<Integer> alone =
          all.stream().filter(one -> truth.fails(Set.of(one))).collect(Collectors.toSet());
      assertEquals(alone, found.lifted(), what);
    }
  }

  private static Set<Integer> without(Set<Integer> set, Set<Integer> members) {
    return set.stream().filter(one -> !members.contains(one)).collect(Collectors.toSet());
  }

  @Test
  void rightWeightsSpareTries() throws InterruptedException {
    Isolation<Integer> blind = search(700, Suspects.guilty(Set.of(123), Set.of(456)));
    Isolation<Integer> told =
        CulpritSearch.among(Suspects.numbers(700))
            .weighted(place -> place % 111 == 12 ? 50 : 1)
            .run(Suspects.guilty(Set.of(123), Set.of(456)));
    assertEquals(culprits(blind), culprits(told));
    assertTrue(told.tries() < blind.tries(), () -> told.tries() + " and " + blind.tries());
  }

  @Test
  void wrongWeightsCostLittle() throws InterruptedException {
    Suspects suspects = Suspects.guilty(Set.of(123), Set.of(456), Set.of(600));
    int blind = search(700, suspects).tries();
    int misled =
        CulpritSearch.among(Suspects.numbers(700))
            .weighted(place -> place % 111 == 7 ? 50 : 0)
            .run(suspects)
            .tries();
    assertTrue(misled <= 1.15 * blind, () -> misled + " and " + blind);
  }

  @Test
  void followsFailuresThatNameOneCulpritAfterAnother() throws InterruptedException {
    Set<Integer> guilty = Set.of(3, 177, 400, 699);
    Isolation<Integer> found =
        search(
            700,
            naming(
                guilty,
                subset -> guilty.stream().filter(subset::contains).sorted().limit(1).toList()));
    assertEquals(guilty, found.lifted());
    assertTrue(found.tries() <= 12, () -> found.tries() + " tries");
  }

  @Test
  void givesUpOnNamesThatLeadNowhereAndFindsTheCulpritsAllTheSame() throws InterruptedException {
    Set<Integer> guilty = Set.of(3, 177);
    Isolation<Integer> found =
        search(
            700,
            naming(
                guilty,
                subset -> subset.stream().filter(one -> !guilty.contains(one)).limit(1).toList()));
    assertEquals(guilty, found.lifted());
    int blind = search(700, Suspects.guilty(Set.of(3), Set.of(177))).tries();
    assertTrue(found.tries() <= blind + 3, () -> found.tries() + " and " + blind);
  }

  private static Question<Integer> naming(
      Set<Integer> guilty, java.util.function.Function<Set<Integer>, List<Integer>> names) {
    return subset ->
        subset.stream().anyMatch(guilty::contains)
            ? new Reply<>(Answer.FAILS, names.apply(subset))
            : Reply.of(Answer.PASSES);
  }

  @Test
  void namesOfJointCulpritsHelpToo() throws InterruptedException {
    Isolation<Integer> found =
        search(
            700,
            subset ->
                subset.containsAll(Set.of(20, 400))
                    ? new Reply<>(Answer.FAILS, List.of(400, 20))
                    : Reply.of(Answer.PASSES));
    assertEquals(List.of(Set.of(20, 400)), found.culprits());
    assertTrue(found.tries() <= 10, () -> found.tries() + " tries");
  }

  @Test
  void aNamedOutsiderIsIgnored() throws InterruptedException {
    Isolation<Integer> found =
        search(
            20,
            subset ->
                subset.contains(4)
                    ? new Reply<>(Answer.FAILS, List.of(4711))
                    : Reply.of(Answer.PASSES));
    assertEquals(Set.of(4), found.lifted());
  }

  @Test
  void splitsElsewhereWhereATrySaysNothing() throws InterruptedException {
    Suspects truth = Suspects.guilty(Set.of(12), Set.of(45));
    Isolation<Integer> found =
        search(
            64,
            subset ->
                subset.size() > 1 && subset.size() < 64 && subset.size() % 3 == 0
                    ? Reply.of(Answer.UNRESOLVED)
                    : truth.ask(subset));
    assertEquals(Set.of(12, 45), found.lifted());
    assertEquals(Set.of(), found.unresolved());
  }

  @Test
  void saysWhichCandidatesItCannotTellApart() throws InterruptedException {
    Suspects truth = Suspects.guilty(Set.of(7));
    Isolation<Integer> found =
        search(
            20,
            subset ->
                subset.contains(7) != subset.contains(8)
                    ? Reply.of(Answer.UNRESOLVED)
                    : truth.ask(subset));
    assertEquals(Set.of(7, 8), found.unresolved());
    assertEquals(Set.of(7, 8), found.lifted());
  }

  @Test
  void claimsNothingWhereTheWholeSaysNothing() throws InterruptedException {
    Isolation<Integer> found = search(5, subset -> Reply.of(Answer.UNRESOLVED));
    assertEquals(Shape.UNKNOWN, found.shape());
    assertEquals(List.of(), found.culprits());
  }

  @Test
  void findsAllCulpritsThoughSomeAnswersAreWrong() throws InterruptedException {
    SearchOptions flaky = new SearchOptions(1, 1000, () -> false, false, 0.05);
    SplittableRandom random = new SplittableRandom(3);
    Suspects truth = Suspects.guilty(Set.of(12), Set.of(45), Set.of(80));
    Isolation<Integer> found =
        CulpritSearch.among(Suspects.numbers(100))
            .with(flaky)
            .run(
                subset -> {
                  boolean wrong = random.nextDouble() < 0.05;
                  return Reply.of(truth.fails(subset) != wrong ? Answer.FAILS : Answer.PASSES);
                });
    assertEquals(Suspects.each(12, 45, 80), culprits(found));
    assertTrue(found.confidence() > 0.95 && found.confidence() < 1);
  }

  @Test
  void repeatsAnswersThatContradictEachOtherAndSaysThatTheyAreFlaky() throws InterruptedException {
    Suspects truth = Suspects.guilty(Set.of(12));
    AtomicInteger tries = new AtomicInteger();
    Isolation<Integer> found =
        search(
            64,
            subset ->
                tries.incrementAndGet() == 3
                    ? Reply.of(Answer.PASSES)
                    : Reply.of(truth.fails(subset) ? Answer.FAILS : Answer.PASSES));
    assertEquals(Set.of(12), found.lifted());
    assertEquals(List.of(Set.of(12)), found.culprits());
    assertTrue(found.flaky() && found.monotone());
  }

  @Test
  void saysWhereAPartFailsThoughTheWholePasses() throws InterruptedException {
    Suspects odd =
        Suspects.failing(subset -> subset.contains(20) ? subset.contains(50) : subset.contains(3));
    Isolation<Integer> found =
        CulpritSearch.among(Suspects.numbers(64))
            .weighted(place -> place == 40 ? 1000 : 1)
            .run(odd);
    assertFalse(found.monotone());
    assertTrue(found.complete());
    found.culprits().forEach(set -> assertTrue(odd.fails(set)));
    assertFalse(odd.fails(without(Set.copyOf(Suspects.numbers(64)), found.lifted())));
  }

  @Test
  void saysWhatItKnowsAndWhatItWouldAskNextWhenItMayAskNoMore() throws InterruptedException {
    Suspects limited = Suspects.guilty(Set.of(3), Set.of(600));
    Isolation<Integer> found =
        CulpritSearch.among(Suspects.numbers(700))
            .with(new SearchOptions(1, 14, () -> false, false, 0))
            .run(limited);
    assertFalse(found.complete());
    assertEquals(14, found.tries());
    assertEquals(List.of(Set.of(3)), found.culprits());
    Suspects all = Suspects.guilty(Set.of(3), Set.of(600));
    search(700, all);
    assertEquals(Optional.of(all.asked().get(14)), found.next());
  }

  @Test
  void asksNothingWhenThereIsNoTimeLeft() throws InterruptedException {
    Isolation<Integer> found =
        CulpritSearch.among(Suspects.numbers(9))
            .with(new SearchOptions(1, 14, () -> true, false, 0))
            .run(Suspects.guilty(Set.of(3)));
    assertEquals(0, found.tries());
    assertEquals(Optional.of(Set.copyOf(Suspects.numbers(9))), found.next());
  }

  @Test
  void tellsHowManyCandidatesAreLeft() throws InterruptedException {
    List<Integer> left = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    CulpritSearch.among(Suspects.numbers(700))
        .with(PLAIN)
        .heardBy(
            new SearchListener<>() {
              @Override
              public void asking(Set<Integer> subset) {}

              @Override
              public void answered(
                  Set<Integer> subset, Reply<Integer> reply, int more, int questions) {
                left.add(more);
                expected.add(questions);
              }
            })
        .run(Suspects.guilty(Set.of(300)));
    assertEquals(0, left.get(left.size() - 1));
    assertEquals(0, expected.get(expected.size() - 1));
    assertTrue(left.get(6) < left.get(2));
    assertTrue(expected.stream().allMatch(questions -> questions < 30));
  }
}
