package io.trtdoctor.experiment;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.util.Map;
import java.util.Optional;

/** Finds the entries of a cache that are to blame, and those that would mend it. */
final class CacheSearch {
  /** How much more suspect an entry is whose scale is far from that of the other cache. */
  private static final double FAR = 20;

  private static final double MUCH = 10;

  private final Investigation investigation;
  private final Symptom symptom;
  private final Until until;

  CacheSearch(Investigation investigation, Symptom symptom, Until until) {
    this.investigation = investigation;
    this.symptom = symptom;
    this.until = until;
  }

  /** Searches the difference between the recipe's cache and one that TensorRT writes itself. */
  void run(Recipe failing) throws InterruptedException {
    Optional<FileRef> good = investigation.calibrated(symptom);
    if (good.isPresent() && failing.calibrationCache().isPresent()) {
      run(
          failing,
          Investigation.read(failing.calibrationCache().get()),
          Investigation.read(good.get()).scales());
    }
  }

  /**
   * Searches the difference between two caches.
   *
   * @param bad the cache that fails
   * @param good scales that pass; a tensor without one is left out
   */
  void run(Recipe failing, CalibrationCache bad, Map<TensorName, Scale> good)
      throws InterruptedException {
    Map<TensorName, Scale> given = bad.scales();
    CacheVariation breaking =
        new CacheVariation(
            failing, bad, good, investigation.files(), tensor -> doubt(given, good, tensor));
    investigation.add(investigation.search().run(breaking, symptom, until).summary());
    boolean lacks = !given.keySet().containsAll(good.keySet());
    if (lacks) {
      investigation.add(
          investigation
              .search()
              .run(new MendingVariation(breaking), new Absence(symptom), until)
              .summary());
    }
  }

  private static double doubt(
      Map<TensorName, Scale> bad, Map<TensorName, Scale> good, TensorName tensor) {
    Scale one = bad.get(tensor);
    Scale other = good.get(tensor);
    if (one == null || other == null) {
      return 1;
    }
    if (!one.isUsable() || !other.isUsable()) {
      return FAR;
    }
    double ratio = one.value() / other.value();
    return ratio > MUCH || ratio < 1 / MUCH ? FAR : 1;
  }
}
