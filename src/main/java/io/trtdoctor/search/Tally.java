package io.trtdoctor.search;

import java.util.List;
import java.util.Optional;

/**
 * The answers to one question.
 *
 * @param fails how often it failed
 * @param passes how often it passed
 * @param unresolved how often nothing could be told
 * @param suspects whom the failures named, most suspect first
 */
record Tally(int fails, int passes, int unresolved, List<Integer> suspects) {
  static final Tally NONE = new Tally(0, 0, 0, List.of());

  /** With an answer that counts as so many. */
  Tally plus(Answer answer, int times, List<Integer> named) {
    return switch (answer) {
      case FAILS ->
          new Tally(fails + times, passes, unresolved, suspects.isEmpty() ? named : suspects);
      case PASSES -> new Tally(fails, passes + times, unresolved, suspects);
      case UNRESOLVED -> new Tally(fails, passes, unresolved + times, suspects);
    };
  }

  /** What most answers say; empty where they are even. */
  Optional<Answer> verdict() {
    if (fails == passes) {
      return fails == 0 && unresolved > 0 ? Optional.of(Answer.UNRESOLVED) : Optional.empty();
    }
    return Optional.of(fails > passes ? Answer.FAILS : Answer.PASSES);
  }

  /** By how many answers the verdict leads. */
  int lead() {
    return Math.abs(fails - passes);
  }

  boolean differs() {
    return fails > 0 && passes > 0;
  }
}
