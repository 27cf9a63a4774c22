/**
 * Proof by experiment: what is to blame for a failing build, found by controlled probes.
 *
 * <p>A {@link io.trtdoctor.experiment.Variation} is a set of candidates with the recipe that any of
 * their subsets makes; a {@link io.trtdoctor.experiment.Symptom} tells what an outcome says of it;
 * the {@link io.trtdoctor.experiment.Laboratory} asks and writes down. The search itself is {@link
 * io.trtdoctor.search}'s.
 */
package io.trtdoctor.experiment;
