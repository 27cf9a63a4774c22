package io.trtdoctor.reduce;

/** A way to make a network smaller, in the order in which they are tried. */
public enum ReductionStep {
  /** The model as it was given. */
  GIVEN,
  /** Inputs of open shape get the shape that was asked for. */
  FIX_SHAPES,
  /** What is known before the network runs becomes a constant. */
  SETTLE,
  /** Only the surroundings of the layers that are suspected. */
  SURROUNDINGS,
  /** It ends earlier. */
  END_EARLIER,
  /** Only what the last layer depends on. */
  ANCESTORS,
  /** It begins later. */
  BEGIN_LATER,
  /** Layers are taken out, and cut ends become inputs and outputs. */
  DROP,
  /** Layers are taken out, and their readers read what went into them. */
  BYPASS,
  /** The inputs get fewer rows and columns. */
  SHRINK,
  /** Weights are replaced by made-up ones of the same range. */
  SEED
}
