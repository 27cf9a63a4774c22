/** Calibration caches: read, written again, checked alone and against a network, compared. */
package io.trtdoctor.calibration;
