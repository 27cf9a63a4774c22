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

  /** Ends all children; probes still running come back unresolved. */
  @Override
  void close();
}
