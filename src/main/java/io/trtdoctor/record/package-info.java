/** Recordings of probes, and their replay behind the same port that runs them on a GPU. */
package io.trtdoctor.record;
