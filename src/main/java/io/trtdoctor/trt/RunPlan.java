package io.trtdoctor.trt;

/**
 * How to run a built engine.
 *
 * @param feed the samples
 * @param warmUps how many runs on the first sample go before the timed ones
 * @param runs how many runs on the first sample are timed
 */
public record RunPlan(RunFeed feed, int warmUps, int runs) {}
