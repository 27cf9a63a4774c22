package io.trtdoctor.search;

import java.util.Set;

/** Hears how a search goes on; called on the thread that searches. */
public interface SearchListener<T> {
  /** A question is about to be asked. */
  void asking(Set<T> subset);

  /**
   * A question was answered.
   *
   * @param left how many candidates may still be to blame
   * @param expected how many more tries are expected
   */
  void answered(Set<T> subset, Reply<T> reply, int left, int expected);

  static <T> SearchListener<T> none() {
    return new SearchListener<>() {
      @Override
      public void asking(Set<T> subset) {}

      @Override
      public void answered(Set<T> subset, Reply<T> reply, int left, int expected) {}
    };
  }
}
