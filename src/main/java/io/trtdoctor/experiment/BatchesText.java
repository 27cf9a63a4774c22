package io.trtdoctor.experiment;

import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;

/** What a calibrator hands over, in words. */
final class BatchesText {
  private BatchesText() {}

  static Message of(Batches batches) {
    if (batches instanceof Batches.Synthetic made) {
      return made.notANumberIn().isPresent()
          ? Message.of(
              "experiment.batches.synthetic-nan",
              made.count(),
              made.distribution().tag(),
              made.seed(),
              made.notANumberIn().getAsInt() + 1)
          : Message.of(
              "experiment.batches.synthetic", made.count(), made.distribution().tag(), made.seed());
    } else if (batches instanceof Batches.Files files) {
      return Message.of("experiment.batches.files", files.samples().size());
    } else if (batches instanceof Batches.Faulty faulty) {
      return Message.of("experiment.batches.faulty", faulty.fault().tag());
    }
    return Message.of("experiment.batches.none");
  }
}
