/** Calibration data as a user names it: files of samples, or a generator of synthetic ones. */
package io.trtdoctor.data;
