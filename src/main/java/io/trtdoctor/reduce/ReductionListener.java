package io.trtdoctor.reduce;

import io.trtdoctor.search.Answer;

/** Hears how a reduction goes on. */
public interface ReductionListener {
  /**
   * A model is about to be tried.
   *
   * @param number how many were tried before, plus 1
   * @param layers how many layers it has
   */
  void asking(ReductionStep step, int number, int layers);

  /**
   * It was tried.
   *
   * @param least how many layers the smallest model has that is known to fail
   */
  void answered(ReductionStep step, Answer answer, int least);

  static ReductionListener none() {
    return new ReductionListener() {
      @Override
      public void asking(ReductionStep step, int number, int layers) {}

      @Override
      public void answered(ReductionStep step, Answer answer, int least) {}
    };
  }
}
