package io.trtdoctor.search;

/** What a try of a subset of the candidates came to. */
public enum Answer {
  /** It fails with the symptom that is hunted. */
  FAILS,
  /** It does not. */
  PASSES,
  /** It says nothing: another failure, a crash, a time-out, or it could not be tried. */
  UNRESOLVED
}
