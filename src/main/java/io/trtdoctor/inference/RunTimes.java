package io.trtdoctor.inference;

import java.time.Duration;

/**
 * Where the time of a run went.
 *
 * @param data waiting for samples
 * @param inference loading and running the network
 * @param listening what the listener did with the values
 */
public record RunTimes(Duration data, Duration inference, Duration listening) {}
