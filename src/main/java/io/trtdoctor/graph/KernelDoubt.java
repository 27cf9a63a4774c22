package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.text.Message;

/**
 * A layer that may have no INT8 kernel when it is constrained to INT8.
 *
 * @param probability the share of such layers that did not obey in the recordings, from 0 to 1
 * @param reason what it has in common with them
 */
public record KernelDoubt(Layer layer, double probability, Message reason) {}
