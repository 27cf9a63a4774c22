/**
 * Calibration data: as a user names it, and the values that come of it, for the parent and for the
 * child. Nothing here needs more than the JDK and Jackson, which the child has.
 */
package io.trtdoctor.data;
