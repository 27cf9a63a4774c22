/**
 * Calibration data: as a user names them, the values that come of them, for the parent and for the
 * child, and what is remarkable about these. What the child uses, from {@link
 * io.trtdoctor.data.Samples} on, needs no library but Jackson.
 */
package io.trtdoctor.data;
