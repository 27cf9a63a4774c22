package io.trtdoctor.trt;

import java.util.List;
import java.util.Optional;

/**
 * What came of running an engine, besides the outputs that its feed heard of.
 *
 * @param milliseconds of each timed run
 * @param failure why it was not run to the end
 */
public record RunResult(List<Double> milliseconds, Optional<String> failure) {
  public RunResult {
    milliseconds = List.copyOf(milliseconds);
  }

  static RunResult failed(String why) {
    return new RunResult(List.of(), Optional.of(why));
  }
}
