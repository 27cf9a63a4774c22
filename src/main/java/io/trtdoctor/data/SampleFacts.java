package io.trtdoctor.data;

import io.trtdoctor.model.TensorName;

/**
 * What one sample holds for one input.
 *
 * @param sample its number, from 0
 * @param batch the batch it is handed over in, from 0
 * @param source as {@link NamedSample#source} names it
 * @param least of the finite values, 0 if there are none
 * @param greatest of the finite values, 0 if there are none
 * @param mean of the finite values, 0 if there are none
 * @param count how many values there are
 * @param zeros how many of them are zero
 * @param nans how many are no numbers
 * @param infinities how many are infinite
 * @param content equal for equal values
 */
public record SampleFacts(
    int sample,
    int batch,
    String source,
    TensorName input,
    double least,
    double greatest,
    double mean,
    long count,
    long zeros,
    long nans,
    long infinities,
    long content) {
  /** The greatest finite magnitude, from which a scale is made. */
  public double magnitude() {
    return Math.max(Math.abs(least), Math.abs(greatest));
  }

  public boolean isFinite() {
    return nans == 0 && infinities == 0;
  }

  /** Whether every value is zero. */
  public boolean isZero() {
    return zeros == count;
  }

  /** In a form that both languages read. */
  public String told() {
    return input
        + ": min="
        + (float) least
        + " max="
        + (float) greatest
        + " mean="
        + (float) mean
        + " zeros="
        + zeros
        + "/"
        + count
        + (nans > 0 ? " nan=" + nans : "")
        + (infinities > 0 ? " inf=" + infinities : "");
  }
}
