package io.trtdoctor.search;

import java.util.List;

/**
 * Ends a look at the facts where they do not say enough. The phases of the search are written as if
 * every answer were at hand; this is how they say which is not.
 */
final class Unanswered extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Wish> wishes;

  Unanswered(List<Wish> wishes) {
    super(null, null, false, false);
    this.wishes = List.copyOf(wishes);
  }

  Unanswered(Subset subset, double chance) {
    this(List.of(new Wish(subset, chance)));
  }

  /** What to ask, most useful first; each is useful whatever the others come to. */
  List<Wish> wishes() {
    return wishes;
  }
}
