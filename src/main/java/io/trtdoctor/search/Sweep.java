package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Finds culprits each of which is enough by itself, by splitting at the median of where the next
 * one is to be expected. Its questions are beginnings of the list, so that they tell as much if it
 * turns out that culprits work together.
 */
final class Sweep {
  /** The rest is tried at once if it is so likely to pass. */
  private static final double WORTH_TRYING = 0.3;

  private final Inquiry inquiry;
  private final Facts facts;
  private final Subset base;
  private final Subset cleared;
  private final Subset open;
  private final double[] shares;
  private final List<Subset> dirty;
  private final double openShare;
  private final Model model;

  Sweep(Inquiry inquiry) {
    this.inquiry = inquiry;
    facts = inquiry.facts();
    base = inquiry.base();
    cleared = facts.cleared().and(base);
    open = base.minus(cleared);
    shares = inquiry.shares();
    dirty = dirty();
    openShare = part(open).share();
    model = new Model(inquiry.found(), dirty.size(), openShare);
  }

  /**
   * Blames a culprit, or gives up on candidates that cannot be told apart.
   *
   * @return false if there is nothing left to do
   */
  boolean step() {
    inquiry.narrow(open, model.questions(open.size()));
    List<Wish> wishes = new ArrayList<>();
    for (Subset suspects : dirty) {
      Optional<Wish> wish = suspects.size() == 1 ? alone(suspects) : split(suspects);
      if (wish.isEmpty()) {
        settle(suspects);
        return true;
      }
      wishes.add(wish.get());
    }
    onTheRest().ifPresent(wishes::add);
    if (!wishes.isEmpty()) {
      throw new Unanswered(wishes);
    }
    inquiry.giveUpOn(open);
    return !open.isEmpty();
  }

  /**
   * Parts without common members in each of which there must be a culprit, the first ones first.
   */
  private List<Subset> dirty() {
    Subset taken = open.minus(open);
    List<Subset> parts = new ArrayList<>();
    for (Subset suspects : suspected()) {
      if (!suspects.meets(taken)) {
        parts.add(suspects);
        taken = taken.or(suspects);
      }
    }
    return parts;
  }

  private List<Subset> suspected() {
    return facts.failing().stream()
        .filter(base::contains)
        .map(failed -> failed.minus(cleared))
        .sorted(Comparator.comparingInt(Subset::last).thenComparingInt(Subset::size))
        .toList();
  }

  /**
   * The only candidate left that a failure can come from is tried by itself; if that says nothing,
   * with some of those that pass.
   */
  private Optional<Wish> alone(Subset suspect) {
    for (Subset trial : trialsOf(suspect)) {
      Optional<Answer> answer = facts.answer(trial);
      if (answer.isEmpty()) {
        return Optional.of(new Wish(trial, 0.9));
      }
      if (answer.get() == Answer.FAILS) {
        boolean sure = facts.lead(trial) >= facts.trust().votes();
        return sure ? Optional.empty() : Optional.of(new Wish(trial, 0.9));
      }
    }
    return Optional.empty();
  }

  private List<Subset> trialsOf(Subset suspect) {
    Subset first = cleared.upTo(Math.max(0, cleared.last() / 2));
    return List.of(suspect, first.or(suspect), cleared.minus(first).or(suspect));
  }

  private void settle(Subset suspects) {
    if (suspects.size() == 1) {
      inquiry.blame(suspects, suspects.last());
    } else {
      inquiry.giveUpOn(suspects);
    }
  }

  private Optional<Wish> split(Subset suspects) {
    Part part = part(suspects);
    double some = 1 - noneIn(part.share());
    return firstUseful(part, part.length() - 1, n -> (1 - noneIn(part.share(n))) / some);
  }

  private Optional<Wish> onTheRest() {
    Subset rest = dirty.stream().reduce(open, Subset::minus);
    Part part = part(rest);
    double none = noneIn(part.share());
    if (dirty.isEmpty() && none >= WORTH_TRYING && !facts.unresolved(base)) {
      return Optional.of(new Wish(base, 1 - none));
    }
    return firstUseful(part, part.length(), n -> 1 - noneIn(part.share(n)));
  }

  private double noneIn(double share) {
    return openShare == 0 ? 1 : model.noneIn(share / openShare);
  }

  private Part part(Subset subset) {
    return new Part(subset.places(), shares);
  }

  /** The question with the most even odds of those that are not known to say nothing. */
  private Optional<Wish> firstUseful(Part part, int most, IntToDoubleFunction chance) {
    if (most < 1) {
      return Optional.empty();
    }
    boolean pair = part.length() == 2 && most == 1;
    List<IntFunction<Subset>> ways =
        new ArrayList<>(List.of(n -> full(part, n), n -> bare(part, n)));
    if (pair) {
      Collections.reverse(ways);
    }
    ways.add(n -> whole(part).minus(bare(part, n)));
    return ways.stream()
        .flatMap(
            way ->
                Part.byEvenness(1, most, chance)
                    .mapToObj(n -> new Wish(way.apply(n), chance.applyAsDouble(n))))
        .filter(wish -> !wish.subset().isEmpty() && facts.answer(wish.subset()).isEmpty())
        .findFirst();
  }

  private Subset whole(Part part) {
    return bare(part, part.length());
  }

  /** The first so many and all before them that is cleared. */
  private Subset full(Part part, int length) {
    return bare(part, length).or(cleared.upTo(part.place(length - 1)));
  }

  private Subset bare(Part part, int length) {
    return part.addedTo(open.minus(open), length);
  }
}
