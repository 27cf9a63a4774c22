package io.trtdoctor.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is left to do once a part failed and the whole passed: takes nothing for granted and reduces
 * the smallest set that failed until no single member can go (delta debugging), again and again
 * until what is left passes.
 */
final class Remainder {
  private final Inquiry inquiry;

  Remainder(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  void run() {
    while (inquiry.answer(inquiry.base(), 0.5) == Answer.FAILS) {
      Subset set = reduced(smallestFailing());
      inquiry.certain(set, 0.9);
      for (int member : set.places()) {
        inquiry.lift(inquiry.lifted().with(member));
      }
      inquiry.sets().add(set);
    }
    inquiry.certain(inquiry.base(), 0.1);
  }

  private Subset smallestFailing() {
    return inquiry.facts().failing().stream()
        .filter(inquiry.base()::contains)
        .min(Comparator.comparingInt(Subset::size))
        .orElseThrow();
  }

  private Subset reduced(Subset failing) {
    Subset set = failing;
    int pieces = 2;
    while (set.size() > 1) {
      inquiry.narrow(set, set.size());
      List<Subset> parts = parts(set, Math.min(pieces, set.size()));
      Optional<Subset> smaller = firstFailing(set, parts);
      if (smaller.isEmpty() && parts.size() == set.size()) {
        return set;
      }
      boolean part = smaller.filter(parts::contains).isPresent();
      pieces = smaller.isEmpty() ? 2 * pieces : part ? 2 : Math.max(2, parts.size() - 1);
      set = smaller.orElse(set);
    }
    return set;
  }

  private Optional<Subset> firstFailing(Subset set, List<Subset> parts) {
    List<Subset> tries = new ArrayList<>(parts);
    if (parts.size() > 2) {
      parts.forEach(part -> tries.add(set.minus(part)));
    }
    return tries.stream()
        .filter(smaller -> inquiry.answer(smaller, 0.2) == Answer.FAILS)
        .findFirst();
  }

  private static List<Subset> parts(Subset set, int number) {
    int[] places = set.places();
    List<Subset> parts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Subset part = set.minus(set);
      int end = (int) ((long) places.length * (i + 1) / number);
      for (int j = (int) ((long) places.length * i / number); j < end; j++) {
        part = part.with(places[j]);
      }
      parts.add(part);
    }
    return parts;
  }
}
