package io.trtdoctor.experiment;

import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.util.Set;

/** Finds the batches that are to blame; those that are suspect are asked about first. */
final class BatchSearch {
  private static final double FAR = 1000;

  private final Investigation investigation;
  private final Symptom symptom;
  private final Until until;

  BatchSearch(Investigation investigation, Symptom symptom, Until until) {
    this.investigation = investigation;
    this.symptom = symptom;
    this.until = until;
  }

  /** Searches the batches if they come from files; others have no names to tell. */
  void run() throws InterruptedException {
    Recipe failing = investigation.failing();
    if (failing.batches() instanceof Batches.Files files && files.samples().size() > 1) {
      Recipe withoutAny =
          failing.toBuilder()
              .calibrator(
                  failing.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2), Factors.synthetic())
              .build();
      Set<Integer> suspects = investigation.suspects();
      BatchVariation variation =
          new BatchVariation(
              failing, files, withoutAny, batch -> suspects.contains(batch) ? FAR : 1);
      investigation.add(investigation.search().run(variation, symptom, until).summary());
    }
  }
}
