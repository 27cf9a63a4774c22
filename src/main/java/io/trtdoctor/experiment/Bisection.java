package io.trtdoctor.experiment;

import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.experiment.LayerVariation.Aspect;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches one kind of candidates for a symptom of the user's choosing. */
public final class Bisection {
  /** What can be searched. */
  public enum Over {
    LAYERS,
    OUTPUTS,
    BATCHES,
    CACHE,
    NETWORK
  }

  /** Where the scales of a cache's entries come from when they are not as in the failing cache. */
  public sealed interface GoodScales {
    /** From another cache. */
    record Given(CalibrationCache cache) implements GoodScales {}

    /** From a calibration made for the purpose. */
    record Calibrated() implements GoodScales {}

    /** From nowhere: the entry is left out. */
    record Removed() implements GoodScales {}
  }

  private final Investigation investigation;
  private final Laboratory laboratory;
  private final Recipe failing;

  /** Searches with the laboratory and the recipe of the investigation, which has what is found. */
  public Bisection(Investigation investigation) {
    this.investigation = investigation;
    this.laboratory = investigation.laboratory();
    this.failing = investigation.failing();
  }

  /**
   * What an engine in FP32 gives, to compare with.
   *
   * @return empty if there is none; the notes say why
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<Measurement> reference(Measure measure) throws InterruptedException {
    Recipe plain = Investigation.inFp32(failing).toBuilder().measure(measure).build();
    Optional<Measurement> measured =
        laboratory
            .ask(
                new Inquiry(
                    plain,
                    Message.of("experiment.asks.reference"),
                    List.of(),
                    AnyFailure.INSTANCE,
                    Until.finished()))
            .outcome()
            .observations()
            .measurement();
    if (measured.isEmpty()) {
      investigation.note(Message.of("experiment.note.no-reference"));
    }
    return measured;
  }

  /**
   * Searches.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(Over over, Symptom symptom, GoodScales good) throws InterruptedException {
    Laboratory.Result first = laboratory.ask(Inquiry.asGiven(failing, symptom));
    if (first.answer() != Answer.FAILS) {
      investigation.note(Message.of("experiment.note.not-reproduced", symptom.told()));
      return;
    }
    switch (over) {
      case LAYERS -> layers(symptom, first.outcome());
      case OUTPUTS -> outputs(symptom, first.outcome());
      case BATCHES ->
          new BatchSearch(investigation, symptom, investigation.until(symptom, first.outcome()))
              .run();
      case CACHE -> cache(symptom, good);
      case NETWORK -> new NetworkSearch(investigation, symptom).run(first.outcome());
    }
  }

  private void layers(Symptom symptom, Outcome first) throws InterruptedException {
    List<BuilderLayer> all = first.observations().layers();
    if (!LayerVariation.constrained(Aspect.LAYERS, all).isEmpty()) {
      new ConstraintSearch(investigation, symptom).run(first);
      return;
    }
    LiftVariation variation =
        new LiftVariation(failing, all, new LayerNames(investigation.network()));
    search(variation, symptom);
  }

  private void outputs(Symptom symptom, Outcome first) throws InterruptedException {
    List<BuilderLayer> layers =
        LayerVariation.constrained(Aspect.OUTPUTS, first.observations().layers());
    search(
        new LayerVariation(
            Aspect.OUTPUTS, failing, layers, new LayerNames(investigation.network())),
        symptom);
  }

  private <T> void search(Variation<T> variation, Symptom symptom) throws InterruptedException {
    if (variation.candidates().isEmpty()) {
      investigation.note(Message.of("experiment.note.no-candidates", variation.over()));
    } else {
      investigation.add(investigation.search().run(variation, symptom, Until.finished()).summary());
    }
  }

  private void cache(Symptom symptom, GoodScales good) throws InterruptedException {
    if (failing.calibrationCache().isEmpty()) {
      investigation.note(Message.of("experiment.note.no-candidates", "cache"));
      return;
    }
    CacheSearch search = new CacheSearch(investigation, symptom, Until.finished());
    CalibrationCache bad = Investigation.read(failing.calibrationCache().get());
    Optional<Map<TensorName, Scale>> scales = scales(good, symptom);
    if (scales.isPresent()) {
      search.run(failing, bad, scales.get());
    } else {
      investigation.note(Message.of("experiment.note.no-good-cache"));
    }
  }

  private Optional<Map<TensorName, Scale>> scales(GoodScales good, Symptom symptom)
      throws InterruptedException {
    if (good instanceof GoodScales.Given given) {
      return Optional.of(given.cache().scales());
    } else if (good instanceof GoodScales.Removed) {
      return Optional.of(Map.of());
    }
    Optional<FileRef> file = investigation.calibrated(symptom);
    return file.map(Investigation::read).map(CalibrationCache::scales);
  }
}
