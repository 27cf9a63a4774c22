package io.trtdoctor.experiment;

import io.trtdoctor.experiment.LayerVariation.Aspect;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/** Finds the layers whose constraints are to blame, and what to ask of them instead. */
final class ConstraintSearch {
  private final Investigation investigation;
  private final Symptom symptom;

  ConstraintSearch(Investigation investigation, Symptom symptom) {
    this.investigation = investigation;
    this.symptom = symptom;
  }

  /**
   * Searches the layers.
   *
   * @param first what came of the failing recipe; tells TensorRT's layers
   */
  void run(Outcome first) throws InterruptedException {
    List<BuilderLayer> layers =
        LayerVariation.constrained(Aspect.LAYERS, first.observations().layers());
    if (layers.isEmpty()) {
      investigation.note(Message.of("experiment.note.no-layers"));
      return;
    }
    LayerVariation variation =
        new LayerVariation(
            Aspect.LAYERS, calibratedOnce(), layers, new LayerNames(investigation.network()));
    Search.Found<BuilderLayer> found =
        investigation.search().run(variation, symptom, Until.finished());
    investigation.add(found.summary());
    if (!found.isolation().lifted().isEmpty()) {
      build(
          new FallbackBuilds(
              investigation.laboratory(), variation, found.isolation().lifted(), symptom));
    }
  }

  private void build(FallbackBuilds fallbacks) throws InterruptedException {
    try {
      fallbacks.make();
    } finally {
      fallbacks.made().forEach(investigation::add);
      fallbacks.obeyed().ifPresent(investigation::add);
    }
  }

  /**
   * The failing recipe with the scales of a calibration made once, all in INT8 and without
   * constraints, so that no probe has to calibrate.
   */
  private Recipe calibratedOnce() throws InterruptedException {
    Recipe failing = investigation.failing();
    if (failing.calibrator().isEmpty() || failing.batches() instanceof Batches.None) {
      return failing;
    }
    Optional<FileRef> cache = investigation.calibrated(symptom);
    return cache
        .map(
            file ->
                failing.toBuilder()
                    .calibrator(failing.calibrator().get(), new Batches.None())
                    .calibrationCache(file)
                    .build())
        .orElse(failing);
  }
}
