package io.trtdoctor.data;

import io.trtdoctor.probe.Batches;
import java.util.List;
import java.util.OptionalInt;

/**
 * Calibration data without the samples that the built engine is judged by.
 *
 * @param calibration what the calibrator gets
 * @param samples what it does not get
 */
public record HeldBack(Batches calibration, Batches samples) {
  /** Of fewer samples none can be spared. */
  private static final int ENOUGH = 10;

  private static final int SHARE = 10;
  private static final int MOST = 8;
  private static final int MADE = 4;
  private static final long SEED = 2;

  /**
   * Holds back the last tenth of the samples, at most 8. Of fewer than 10 none is held back, and
   * normal values are made; for synthetic ones the same generator goes on with another seed.
   */
  public static HeldBack of(Batches all) {
    if (all instanceof Batches.Files files && files.samples().size() >= ENOUGH) {
      List<Batches.Sample> samples = files.samples();
      int first = samples.size() - Math.min(MOST, samples.size() / SHARE);
      return new HeldBack(
          new Batches.Files(samples.subList(0, first)),
          new Batches.Files(samples.subList(first, samples.size())));
    } else if (all instanceof Batches.Synthetic made) {
      return new HeldBack(
          all,
          new Batches.Synthetic(made.distribution(), made.seed() + 1, MADE, OptionalInt.empty()));
    }
    return new HeldBack(all, Batches.Synthetic.normal(SEED, MADE));
  }
}
