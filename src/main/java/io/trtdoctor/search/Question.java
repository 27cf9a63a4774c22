package io.trtdoctor.search;

import java.util.Set;

/** Tries a subset of the candidates: does it fail with just these put in? */
@FunctionalInterface
public interface Question<T> {
  /**
   * Tries it; several threads may ask at once.
   *
   * @param subset in the order of the candidates
   * @throws InterruptedException if the answer is no longer wanted
   */
  Reply<T> ask(Set<T> subset) throws InterruptedException;
}
