/**
 * What TensorRT's calibrators make of the values of a network's tensors: ranges, histograms,
 * thresholds and scales. How the rules were found and how well they hold: docs/calibration.md.
 */
package io.trtdoctor.calibrator;
