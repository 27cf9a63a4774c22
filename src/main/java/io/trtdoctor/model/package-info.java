/**
 * Immutable values without I/O: layers, tensors, scales, settings; everything else is told in them.
 */
package io.trtdoctor.model;
