package io.trtdoctor.experiment;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.experiment.Laboratory.Result;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.search.Isolation;
import io.trtdoctor.search.SearchOptions;
import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out by probes why a recipe fails: which of its settings is to blame, what within that
 * setting, and what to build instead.
 */
public final class Investigation {
  private final Laboratory laboratory;
  private final Recipe failing;
  private final NetworkGraph network;
  private final JudgedCauses causes;
  private final Search search;
  private final ContentFiles files;
  private final EarlierCalibrations earlier;
  private final Optional<String> otherLine;
  private final Set<Integer> suspects;
  private final List<Message> notes = new ArrayList<>();
  private final List<IsolationSummary> isolations = new ArrayList<>();
  private final List<FallbackBuild> fallbacks = new ArrayList<>();
  private final Proofs proofs;
  private Optional<Path> reduced = Optional.empty();

  /**
   * An investigation.
   *
   * @param options how to search; its limits are those of the laboratory's budget
   * @param files where caches for probes are written to
   * @param earlier what scales for probes may be taken from
   * @param otherLine another TensorRT line that probes can be built with, if there is one
   * @param suspects batches of the failing recipe, from 0, that are more suspect than others
   */
  public Investigation(
      Laboratory laboratory,
      Recipe failing,
      NetworkGraph network,
      SearchOptions options,
      ContentFiles files,
      EarlierCalibrations earlier,
      Optional<String> otherLine,
      Set<Integer> suspects) {
    this.laboratory = laboratory;
    this.failing = failing;
    this.network = network;
    this.causes = new JudgedCauses(new OutcomeJudge(Optional.of(network))::causes);
    this.search = new Search(laboratory, options);
    this.files = files;
    this.earlier = earlier;
    this.otherLine = otherLine;
    this.suspects = Set.copyOf(suspects);
    this.proofs = new Proofs(laboratory);
  }

  /** The symptom of a build that failed, crashed or hung; empty for one that came out. */
  public static Optional<Symptom> symptomOf(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return Optional.of(new SameFailure(failed.symptom()));
    } else if (outcome instanceof Outcome.Crashed) {
      return Optional.of(DeathSymptom.CRASH);
    }
    return outcome instanceof Outcome.Hung ? Optional.of(DeathSymptom.HANG) : Optional.empty();
  }

  /**
   * Investigates.
   *
   * @param wanted the symptom to hunt, empty for that of the recipe's own failure
   * @throws InterruptedException if the thread is interrupted; {@link #found} has what is known
   */
  public void run(Optional<Symptom> wanted) throws InterruptedException {
    Result asGiven = laboratory.ask(Inquiry.asGiven(failing, wanted.orElse(AnyFailure.INSTANCE)));
    Outcome first = asGiven.outcome();
    Optional<Symptom> own = symptomOf(first);
    if (wanted.isPresent() && wanted.get().seenIn(first) != Answer.FAILS) {
      notes.add(Message.of("experiment.note.not-reproduced", wanted.get().told()));
      if (asGiven.answer() == Answer.PASSES) {
        new FaultOnPurpose(this, wanted.get()).run(asGiven);
      }
      return;
    }
    Optional<Symptom> symptom = wanted.or(() -> own);
    if (symptom.isPresent()) {
      blame(symptom.get(), first);
    }
  }

  /** Says that somebody ended it. */
  public void interrupted() {
    notes.add(Message.of("experiment.note.interrupted"));
  }

  /** Whatever is known by now. */
  public Experiment found() {
    return new Experiment(
        laboratory.probes(), proofs.proofs(), proofs.exonerations(), isolations, fallbacks, notes);
  }

  private void blame(Symptom symptom, Outcome first) throws InterruptedException {
    FactorRounds rounds =
        FactorRounds.of(failing, network, goodCache(symptom), otherLine, causes.of(failing, first));
    if (rounds.isEmpty()) {
      notes.add(Message.of("experiment.note.no-factors"));
      return;
    }
    Until until = until(symptom, first);
    FactorVariation usual = new FactorVariation(failing, rounds.first(), causes);
    if (!isToBlame(usual, symptom, until, first)) {
      FactorVariation rarer = new FactorVariation(usual.with(Set.of()), rounds.then(), causes);
      if (!isToBlame(rarer, symptom, until, first)) {
        notes.add(Message.of("experiment.note.fails-without"));
      }
    }
  }

  /** False if it fails without any of these as well, or if there is none. */
  private boolean isToBlame(FactorVariation variation, Symptom symptom, Until until, Outcome first)
      throws InterruptedException {
    if (variation.candidates().isEmpty()) {
      return false;
    }
    Search.Found<Factor> found = search.run(variation, symptom, until);
    isolations.add(found.summary());
    switch (found.isolation().shape()) {
      case FAILS_WITHOUT -> proofs.exonerate(variation, found);
      case PASSES_WITH_ALL -> notes.add(Message.of("experiment.note.passes-now"));
      case UNKNOWN -> notes.add(Message.of("experiment.note.unknown"));
      case INDEPENDENT, JOINT, MIXED -> prove(variation, found, symptom, until, first);
    }
    return found.isolation().shape() != Isolation.Shape.FAILS_WITHOUT;
  }

  private void prove(
      FactorVariation variation,
      Search.Found<Factor> found,
      Symptom symptom,
      Until until,
      Outcome first)
      throws InterruptedException {
    Isolation<Factor> isolation = found.isolation();
    for (Set<Factor> culprits : isolation.culprits()) {
      for (Factor factor : culprits) {
        proofs.prove(variation, found, factor, causes.of(failing, first));
      }
    }
    proofs.exonerate(variation, found);
    for (Set<Factor> culprits : isolation.culprits()) {
      for (Factor factor : culprits) {
        within(factor, variation.with(culprits), symptom, until, first);
      }
    }
  }

  /** Goes on inside the setting that is to blame. */
  private void within(Factor factor, Recipe alone, Symptom symptom, Until until, Outcome first)
      throws InterruptedException {
    switch (factor.id()) {
      case "constraints" -> new ConstraintSearch(this, symptom).run(first);
      case "cache" -> new CacheSearch(this, symptom, until).run(alone);
      case "data" -> new BatchSearch(this, symptom, until).run();
      default -> {}
    }
  }

  /** A symptom that shows before every scale is known needs no more of a build than that. */
  Until until(Symptom symptom, Outcome first) {
    boolean early =
        (symptom instanceof SameFailure || symptom instanceof MessageSymptom)
            && failing.calibrator().isPresent()
            && first.observations().log().stream()
                .map(LogMessage::text)
                .noneMatch(Until.Phase.CALIBRATION::isOverAt);
    return early ? Until.phaseOver(Until.Phase.CALIBRATION) : Until.finished();
  }

  /** A cache that TensorRT writes itself, to have in place of the one given. */
  private Optional<FileRef> goodCache(Symptom symptom) throws InterruptedException {
    return failing.calibrationCache().isEmpty() ? Optional.empty() : calibrated(symptom);
  }

  /** The recipe in FP32, without anything that INT8 needs. */
  public static Recipe inFp32(Recipe recipe) {
    return recipe.toBuilder()
        .constraints(ConstraintMode.NONE, List.of())
        .noCalibrator()
        .noCalibrationCache()
        .onlyFlags(Set.of())
        .build();
  }

  /** The recipe by which scales for the probes of another one are made: without its constraints. */
  public static Recipe calibrating(Recipe recipe) {
    return Factors.calibratedAnew(recipe).toBuilder()
        .constraints(ConstraintMode.NONE, List.of())
        .noWorkspaceLimit()
        .build();
  }

  /** All in INT8 without constraints, calibrated anew: its cache, if the build comes out. */
  Optional<FileRef> calibrated(Symptom symptom) throws InterruptedException {
    Recipe recipe = calibrating(failing);
    earlier.recall(recipe);
    Result result =
        laboratory.ask(
            new Inquiry(
                recipe,
                Message.of("experiment.asks.calibrate"),
                List.of(
                    Message.of(
                        "experiment.setting",
                        Message.of("experiment.factor.data"),
                        BatchesText.of(recipe.batches()))),
                symptom,
                Until.finished()));
    result.outcome().observations().keptSince().ifPresent(this::noteKept);
    return result
        .outcome()
        .observations()
        .calibrationCache()
        .map(text -> files.file(text.getBytes(StandardCharsets.UTF_8), ".cache"));
  }

  private void noteKept(String since) {
    Message note = Message.of("experiment.note.calibration-kept", since);
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  Laboratory laboratory() {
    return laboratory;
  }

  Recipe failing() {
    return failing;
  }

  /** Batches, from 0, that are more suspect than others. */
  Set<Integer> suspects() {
    return suspects;
  }

  NetworkGraph network() {
    return network;
  }

  Search search() {
    return search;
  }

  ContentFiles files() {
    return files;
  }

  void add(IsolationSummary summary) {
    isolations.add(summary);
  }

  void add(Proof proof) {
    proofs.add(proof);
  }

  void add(FallbackBuild fallback) {
    fallbacks.add(fallback);
  }

  /** The smallest network that shows the symptom, if one was looked for. */
  public Optional<Path> reduced() {
    return reduced;
  }

  void reducedTo(Path file) {
    reduced = Optional.of(file);
  }

  void note(Message note) {
    notes.add(note);
  }

  static CalibrationCache read(FileRef file) {
    return CalibrationCacheReader.read(file.path().orElseThrow());
  }
}
