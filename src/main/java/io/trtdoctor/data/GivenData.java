package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import java.util.List;

/**
 * Calibration data as they will be handed over.
 *
 * @param batches all of one size, that of the network's inputs
 * @param leftOver how many items at the end do not fill a batch and are left out
 * @param unfit files that are left out because no sample of their input can be cut out of them
 */
public record GivenData(Batches batches, long leftOver, List<Unfit> unfit) {
  /**
   * A file that is left out.
   *
   * @param array what it says it holds; values without a shape count as one dimension
   * @param why it does not fit
   */
  public record Unfit(DeclaredArray array, Message why) {}

  public GivenData {
    unfit = List.copyOf(unfit);
  }

  /** Data of which nothing is left out. */
  public GivenData(Batches batches) {
    this(batches, 0, List.of());
  }

  /**
   * These, for a caller that can leave no file out.
   *
   * @throws BadInputException if a file does not fit; the message names the first
   */
  public GivenData requireFit() {
    if (!unfit.isEmpty()) {
      throw new BadInputException(unfit.get(0).why());
    }
    return this;
  }
}
