package io.trtdoctor.search;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One search under way: what was asked and answered so far, in terms of the candidates. */
final class Course<T> {
  private final List<T> candidates;
  private final Map<T, Integer> places = new HashMap<>();
  private final Plan plan;
  private final SearchOptions options;
  private final SearchListener<T> listener;
  private Facts facts;
  private Plan.State state;
  private int tries;

  Course(List<T> candidates, Plan plan, SearchOptions options, SearchListener<T> listener) {
    this.candidates = candidates;
    this.plan = plan;
    this.options = options;
    this.listener = listener;
    for (int place = 0; place < candidates.size(); place++) {
      places.put(candidates.get(place), place);
    }
    facts = Facts.none(candidates.size(), new Trust(options.flakiness()));
    if (options.endsKnown()) {
      Subset all = Subset.all(candidates.size());
      facts = facts.supposing(all, Answer.FAILS).supposing(all.minus(all), Answer.PASSES);
    }
    state = plan.consider(facts);
  }

  boolean over() {
    return state.wishes().isEmpty();
  }

  boolean maySpendTry() {
    return tries < options.mostTries();
  }

  /** The most useful questions, at most so many. */
  List<Subset> wanted(int number) {
    return number == 1
        ? List.of(state.wishes().get(0).subset())
        : new Speculation(plan).wanted(facts, state.wishes(), number);
  }

  Set<T> members(Subset subset) {
    Set<T> members = new LinkedHashSet<>();
    for (int place : subset.places()) {
      members.add(candidates.get(place));
    }
    return members;
  }

  void asking(Subset subset) {
    tries++;
    listener.asking(members(subset));
  }

  void answered(Subset subset, Reply<T> reply) {
    List<Integer> suspects =
        reply.suspects().stream().map(places::get).filter(Objects::nonNull).toList();
    facts = facts.with(subset, reply.answer(), suspects);
    state = plan.consider(facts);
    Inquiry inquiry = state.inquiry();
    int expected = over() ? 0 : Math.max(1, (int) Math.round(inquiry.expected()));
    listener.answered(members(subset), reply, over() ? 0 : inquiry.suspects().size(), expected);
  }

  Isolation<T> isolation() {
    Inquiry inquiry = state.inquiry();
    return new Isolation<>(
        shape(inquiry),
        inquiry.sets().stream().map(this::members).toList(),
        members(inquiry.lifted()),
        members(inquiry.unresolved()),
        facts.monotone(),
        facts.flaky(),
        over(),
        tries,
        confidence(inquiry),
        over() ? Optional.empty() : Optional.of(members(wanted(1).get(0))));
  }

  private static Isolation.Shape shape(Inquiry inquiry) {
    List<Subset> sets = inquiry.sets();
    if (inquiry.ended().isPresent() || sets.isEmpty()) {
      return inquiry.ended().orElse(Isolation.Shape.UNKNOWN);
    }
    if (sets.stream().allMatch(set -> set.size() == 1)) {
      return Isolation.Shape.INDEPENDENT;
    }
    return sets.size() == 1 ? Isolation.Shape.JOINT : Isolation.Shape.MIXED;
  }

  /** That every set fails and the rest passes, as far as the answers to these say. */
  private double confidence(Inquiry inquiry) {
    double confidence = trustIn(inquiry.base());
    for (Subset set : inquiry.sets()) {
      confidence *= trustIn(set);
    }
    return confidence;
  }

  private double trustIn(Subset subset) {
    return facts.trust().confidence(facts.lead(subset));
  }
}
