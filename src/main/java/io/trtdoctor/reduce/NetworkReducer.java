package io.trtdoctor.reduce;

import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.search.Answer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reduces a network to a small one that still fails.
 *
 * <p>A model is parsed once. Each try is a whole ONNX file; the same model and answers give the
 * same tries with the same bytes. The smallest model that failed so far is always {@code
 * reduced.onnx} in the work folder, whatever happens.
 */
public final class NetworkReducer {
  private final Path folder;
  private final ReductionOptions options;
  private final ReductionListener listener;

  /**
   * A reducer.
   *
   * @param folder an existing folder for the models that are tried and for the one that is kept
   */
  public NetworkReducer(Path folder, ReductionOptions options, ReductionListener listener) {
    this.folder = folder;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Reduces a model.
   *
   * @throws io.trtdoctor.error.BadInputException if the model cannot be read
   * @throws io.trtdoctor.error.MachineLacksException if the folder cannot be written to
   * @throws InterruptedException if the question is; what was found so far is in the folder
   */
  public Reduction reduce(Path file, ModelQuestion question) throws InterruptedException {
    OnnxModel given = OnnxModel.read(file);
    Sections whole = new Sections(given);
    int layers = whole.size();
    Trials trials = new Trials(file, layers, folder, options, listener, question);
    Answer answer = options.knownToFail() ? Answer.FAILS : trials.askGiven();
    boolean seeded = answer == Answer.FAILS && isReduced(whole, trials);
    return new Reduction(
        answer,
        trials.best(),
        layers,
        trials.least(),
        trials.tries(),
        trials.steps(),
        seeded,
        answer == Answer.FAILS && !trials.isOver());
  }

  /** Reduces a network that fails; true if its weights are made up in the end. */
  private boolean isReduced(Sections whole, Trials trials) throws InterruptedException {
    Sections sections = settled(fixed(whole, trials), trials);
    Part part = new PartSearch(sections, trials).reduced(options.suspects());
    Sections small =
        sections.cut(part).map(cut -> new Sections(sections.model(cut))).orElse(sections);
    small = new SizeSearch(small, trials).reduced();
    return options.seedsWeights()
        && trials.fails(ReductionStep.SEED, small.seeded(), part.layers().size());
  }

  private Sections fixed(Sections whole, Trials trials) throws InterruptedException {
    Optional<Sections> fixed =
        options.inputShapes().isEmpty() ? Optional.empty() : whole.reshaped(options.inputShapes());
    boolean fails =
        fixed.isPresent()
            && trials.fails(ReductionStep.FIX_SHAPES, fixed.get().model(), fixed.get().size());
    return fails ? fixed.get() : whole;
  }

  private static Sections settled(Sections whole, Trials trials) throws InterruptedException {
    Sections all = new Sections(whole.settled());
    Optional<Sections> settled =
        all.cut(all.wiring().whole())
            .map(cut -> new Sections(all.model(cut)))
            .filter(live -> live.size() < whole.size());
    boolean fails =
        settled.isPresent()
            && trials.fails(ReductionStep.SETTLE, settled.get().model(), settled.get().size());
    return fails ? settled.get() : whole;
  }
}
