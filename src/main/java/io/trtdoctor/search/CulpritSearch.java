package io.trtdoctor.search;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Finds what is to blame among candidates. */
public final class CulpritSearch<T> {
  private final List<T> candidates;
  private final ToDoubleFunction<T> weight;
  private final SearchOptions options;
  private final SearchListener<T> listener;

  private CulpritSearch(
      List<T> candidates,
      ToDoubleFunction<T> weight,
      SearchOptions options,
      SearchListener<T> listener) {
    this.candidates = List.copyOf(candidates);
    this.weight = weight;
    this.options = options;
    this.listener = listener;
  }

  /** A search among distinct candidates; neighbours in the list belong together. */
  public static <T> CulpritSearch<T> among(List<T> candidates) {
    return new CulpritSearch<>(
        candidates, candidate -> 1, SearchOptions.plain(), SearchListener.none());
  }

  /** How suspect each candidate is before anything was tried, in any unit; more is more suspect. */
  public CulpritSearch<T> weighted(ToDoubleFunction<T> suspicion) {
    return new CulpritSearch<>(candidates, suspicion, options, listener);
  }

  public CulpritSearch<T> with(SearchOptions other) {
    return new CulpritSearch<>(candidates, weight, other, listener);
  }

  public CulpritSearch<T> heardBy(SearchListener<T> other) {
    return new CulpritSearch<>(candidates, weight, options, other);
  }

  /**
   * Searches.
   *
   * @throws InterruptedException if the calling thread is interrupted; open questions are taken
   *     back first
   */
  public Isolation<T> run(Question<T> question) throws InterruptedException {
    double[] weights = candidates.stream().mapToDouble(weight).toArray();
    Course<T> course = new Course<>(candidates, new Plan(weights), options, listener);
    if (options.workers() == 1) {
      askOneByOne(course, question);
    } else {
      new SideBySide<>(course, question, options).run();
    }
    return course.isolation();
  }

  private void askOneByOne(Course<T> course, Question<T> question) throws InterruptedException {
    while (!course.over() && course.maySpendTry() && !options.outOfTime().getAsBoolean()) {
      Subset subset = course.wanted(1).get(0);
      course.asking(subset);
      course.answered(subset, question.ask(course.members(subset)));
    }
  }
}
