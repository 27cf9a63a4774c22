package io.trtdoctor.experiment;

import io.trtdoctor.probe.Recipe;

/**
 * Calibrations of earlier runs. Only an investigation that needs good scales for its probes asks
 * for one: whether a recipe fails is always seen anew.
 */
@FunctionalInterface
public interface EarlierCalibrations {
  /** Nothing is kept. */
  EarlierCalibrations NONE = recipe -> {};

  /** Lets the next question about this recipe be answered by what an earlier run saw, if kept. */
  void recall(Recipe recipe);
}
