package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.Optional;

/**
 * Two probes that differ in one setting alone and went different ways.
 *
 * @param cause the id in the catalogue that this proves, empty where none fits
 * @param setting what differs
 * @param inFailing what it is in the probe that fails
 * @param inPassing what it is in the probe that passes
 * @param failing the number of the probe that fails
 * @param passing the number of the probe that passes
 * @param repeats how often both were run with the same answers, at least 1
 */
public record Proof(
    Optional<String> cause,
    Message setting,
    Message inFailing,
    Message inPassing,
    int failing,
    int passing,
    int repeats) {}
