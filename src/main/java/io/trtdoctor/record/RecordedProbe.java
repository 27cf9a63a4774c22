package io.trtdoctor.record;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;

/**
 * A probe as recorded.
 *
 * @param recipeHash the recipe's hash when it was recorded
 * @param until when the probe was to stop
 */
public record RecordedProbe(String recipeHash, Recipe recipe, Until until, Outcome outcome) {}
