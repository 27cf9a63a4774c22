package io.trtdoctor.inference;

import java.time.Duration;

/**
 * Where the time of a run went.
 *
 * @param data waiting for samples
 * @param inference loading and running the network
 * @param listening what the listener did with the values
 */
public record RunTimes(Duration data, Duration inference, Duration listening) {

  /** The times of both, one after the other. */
  public RunTimes plus(RunTimes other) {
    return new RunTimes(
        data.plus(other.data), inference.plus(other.inference), listening.plus(other.listening));
  }
}
