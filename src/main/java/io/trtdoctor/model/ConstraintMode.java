package io.trtdoctor.model;

/** What the builder makes of precision constraints; trtexec's {@code --precisionConstraints}. */
public enum ConstraintMode {
  NONE,
  PREFER,
  OBEY
}
