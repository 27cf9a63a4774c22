/**
 * Isolates what is to blame among any candidates, given only "try this subset" and its three
 * answers. Knows nothing of TensorRT.
 */
package io.trtdoctor.search;
