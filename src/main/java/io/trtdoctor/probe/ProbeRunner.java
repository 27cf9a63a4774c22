package io.trtdoctor.probe;

import java.time.Duration;

/** Runs probes; several threads may ask at once. */
public interface ProbeRunner extends AutoCloseable {
  /**
   * Runs one probe and waits for its outcome; whatever happens to the build is an outcome, never an
   * exception.
   *
   * @param recipe what to build and how
   * @param until when to stop early
   * @param limit how long the build may take before it counts as hung, starting a child left out
   */
  Outcome run(Recipe recipe, Until until, Duration limit);

  /**
   * Runs the same probe again, where its answer may not always be the same.
   *
   * @param time the how manieth time it is, from 1; runners that know earlier answers give the
   *     answer of that time
   */
  default Outcome run(Recipe recipe, Until until, Duration limit, int time) {
    return run(recipe, until, limit);
  }

  /** Ends all children; probes still running come back unresolved. */
  @Override
  void close();
}
