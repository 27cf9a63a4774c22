package io.trtdoctor.data;

import io.trtdoctor.probe.Batches;

/**
 * Calibration data as they will be handed over.
 *
 * @param batches all of one size, that of the network's inputs
 * @param leftOver how many items at the end do not fill a batch and are left out
 */
public record GivenData(Batches batches, long leftOver) {}
