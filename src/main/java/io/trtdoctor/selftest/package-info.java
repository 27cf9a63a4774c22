/**
 * Checks of a GPU host, with real TensorRT: what the tests tagged {@code gpu} check, in a form that
 * needs nothing but a Java runtime there, and what probes cost.
 *
 * <p>Its report is for developers, who paste it into {@code docs/gpu-runs.md}: plain English,
 * without catalogue.
 */
package io.trtdoctor.selftest;
