package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The searches that are compared; each counts its builds, the ends included. */
final class Searches {
  private static final int TOO_MANY = 20_000;

  /**
   * What a search came to.
   *
   * @param builds how many builds it took
   * @param rounds how often it waited for builds that ran side by side
   * @param right whether it found all culprits and no other
   * @param lifted how many candidates it would lift
   */
  record Result(int builds, int rounds, boolean right, int lifted) {}

  private Searches() {}

  /** Ours, so many builds side by side, all taking equally long. */
  static Result ours(SimulatedBuilds builds, int workers, double statedFlakiness) {
    Plan plan = new Plan(builds.weights());
    Facts facts = Facts.none(builds.candidates, new Trust(statedFlakiness));
    Plan.State state = plan.consider(facts);
    int rounds = 0;
    while (!state.wishes().isEmpty() && builds.asked < TOO_MANY) {
      List<Subset> wanted =
          workers == 1
              ? List.of(state.wishes().get(0).subset())
              : new Speculation(plan).wanted(facts, state.wishes(), workers);
      for (Subset subset : wanted) {
        Reply<Integer> reply = builds.ask(subset);
        facts = facts.with(subset, reply.answer(), reply.suspects());
      }
      rounds++;
      state = plan.consider(facts);
    }
    return new Result(
        builds.asked, rounds, right(builds, state.inquiry()), state.inquiry().lifted().size());
  }

  /** All culprits found, and no other but those of which it says that it cannot tell. */
  private static boolean right(SimulatedBuilds builds, Inquiry inquiry) {
    Subset doubt = inquiry.unresolved();
    return inquiry.lifted().size() > 0
        && inquiry.sets().stream().allMatch(set -> builds.culprits.contains(set) || set.meets(doubt))
        && builds.culprits.stream()
            .allMatch(
                set ->
                    inquiry.sets().stream()
                        .anyMatch(found -> found.contains(set) && doubt.contains(found.minus(set))));
  }

  /** Delta debugging for one minimal set after another, until the rest passes. */
  static Result ddmin(SimulatedBuilds builds) {
    Map<Subset, Boolean> known = new HashMap<>();
    Subset base = Subset.all(builds.candidates);
    fails(builds, known, base.minus(base));
    Set<Subset> found = new HashSet<>();
    while (fails(builds, known, base)) {
      Subset set = ddmin(builds, known, base);
      found.add(set);
      base = base.minus(set);
    }
    boolean right = found.equals(Set.copyOf(builds.culprits));
    return new Result(builds.asked, builds.asked, right, builds.candidates - base.size());
  }

  private static boolean fails(SimulatedBuilds builds, Map<Subset, Boolean> known, Subset subset) {
    return known.computeIfAbsent(subset, asked -> builds.ask(asked).answer() == Answer.FAILS);
  }

  private static Subset ddmin(SimulatedBuilds builds, Map<Subset, Boolean> known, Subset failing) {
    Subset set = failing;
    int pieces = 2;
    while (set.size() > 1) {
      List<Subset> parts = parts(set, pieces);
      Subset now = set;
      Subset part = first(builds, known, parts);
      Subset rest =
          part != null || pieces == 2
              ? null
              : first(builds, known, parts.stream().map(now::minus).toList());
      if (part != null) {
        set = part;
        pieces = 2;
      } else if (rest != null) {
        set = rest;
        pieces = Math.max(2, pieces - 1);
      } else if (pieces >= set.size()) {
        return set;
      } else {
        pieces = Math.min(set.size(), 2 * pieces);
      }
      pieces = Math.min(pieces, set.size());
    }
    return set;
  }

  private static Subset first(
      SimulatedBuilds builds, Map<Subset, Boolean> known, List<Subset> subsets) {
    return subsets.stream().filter(set -> fails(builds, known, set)).findFirst().orElse(null);
  }

  private static List<Subset> parts(Subset set, int pieces) {
    int[] places = set.places();
    List<Subset> parts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = places.length * i / pieces;
      parts.add(set.minus(set).with(places, from, places.length * (i + 1) / pieces));
    }
    return parts;
  }

  /** Lifts the first so many, by bisection; starts with all lifted and never tries with none. */
  static Result prefixBisection(SimulatedBuilds builds) {
    int passes = builds.candidates;
    int fails = 0;
    int lifted = passes;
    while (true) {
      if (passesWithout(builds, lifted)) {
        passes = lifted;
      } else {
        fails = lifted;
      }
      if (passes - fails <= 1) {
        return prefix(builds, passes);
      }
      lifted = (passes + fails) / 2;
    }
  }

  /** Lifts one more from the start until it passes. */
  static Result linear(SimulatedBuilds builds) {
    int lifted = 0;
    while (!passesWithout(builds, lifted)) {
      lifted++;
    }
    return prefix(builds, lifted);
  }

  private static boolean passesWithout(SimulatedBuilds builds, int lifted) {
    Subset all = Subset.all(builds.candidates);
    Subset in = lifted == 0 ? all : all.minus(all.upTo(lifted - 1));
    return builds.ask(in).answer() != Answer.FAILS;
  }

  private static Result prefix(SimulatedBuilds builds, int lifted) {
    return new Result(builds.asked, builds.asked, lifted == builds.culprits.size(), lifted);
  }
}
