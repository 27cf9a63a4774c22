package io.trtdoctor.cli;

import io.trtdoctor.experiment.Bisection.GoodScales;
import io.trtdoctor.experiment.Bisection.Over;

/**
 * What {@code bisect} is to find.
 *
 * @param over what to search among
 * @param symptom what is hunted
 * @param good where the scales of entries come from that are not as in the failing cache
 */
record Hunt(Over over, SymptomChoice symptom, GoodScales good) {}
