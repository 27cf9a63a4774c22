package io.trtdoctor.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxModel;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.Rewording;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Lays out what goes into a bundle. */
public final class Packer {
  private static final long SEED = 2;

  private final StoredCase stored;
  private final Wishes wishes;
  private final Redaction redaction;
  private final CaseInputFiles inputs;
  private final Contents contents;
  private final List<Message> notes = new ArrayList<>();

  /**
   * A packer.
   *
   * @param staging an empty folder to lay the files out in
   */
  public Packer(StoredCase stored, Wishes wishes, Redaction redaction, Path staging) {
    this.stored = stored;
    this.wishes = wishes;
    this.redaction = redaction;
    this.inputs = new CaseInputFiles(stored, wishes);
    this.contents = new Contents(staging);
  }

  /**
   * Lays out everything but what depends on whether the failure is still there.
   *
   * @throws BadInputException if an input of the case is gone or cannot be read
   * @throws UsageException if a word to be taken out is one that the formats need
   */
  public Draft draft() {
    Optional<FileRef> model = inputs.model();
    Optional<Weights> weights = model.flatMap(FileRef::path).map(Weights::of);
    weights.ifPresent(this::requireKnown);
    weights.ifPresent(this::addModel);
    Optional<RecordedProbe> own = stored.recipe().map(r -> recorded(r, model));
    Optional<RecordedProbe> failing = own.map(this::reworded);
    Optional<Batches> batches =
        own.map(probe -> batches(probe.recipe(), weights.map(w -> w.own().network())));
    Optional<Recipe> recipe = failing.map(probe -> packed(probe.recipe(), batches.orElseThrow()));
    addRecording();
    CaseTexts texts = new CaseTexts(stored, redaction, contents, notes);
    texts.add();
    texts.addLogs(inputs);
    addEnvironment();
    return new Draft(
        contents,
        recipe,
        failing,
        weights,
        inputs.isReduced(),
        wishes.ownWeights(),
        keptNames(),
        environment(),
        notes);
  }

  /** The names of kept weights as they stand in the bundle. */
  private List<String> keptNames() {
    return wishes.ownWeights()
        ? List.of()
        : wishes.keptWeights().stream().map(TensorName::value).map(redaction).sorted().toList();
  }

  private void requireKnown(Weights weights) {
    List<TensorName> replaceable =
        wishes.keptWeights().isEmpty() ? List.of() : weights.replaceable();
    for (TensorName kept : wishes.keptWeights()) {
      if (!replaceable.contains(kept)) {
        throw new UsageException(Message.of("bundle.no-such-weight", kept));
      }
    }
  }

  /** Names weights that are not made up although nobody asked for them. */
  private void noteRemaining(Weights weights) {
    List<TensorName> remaining = weights.remaining(wishes.keptWeights());
    if (!wishes.ownWeights() && !remaining.isEmpty()) {
      String names =
          remaining.stream()
              .map(TensorName::value)
              .map(redaction)
              .collect(Collectors.joining(", "));
      notes.add(Message.of("bundle.note.remaining", remaining.size(), names));
    }
  }

  private void addModel(Weights weights) {
    noteRemaining(weights);
    OnnxModel handedOut =
        (wishes.ownWeights() ? weights.own() : weights.madeUpBut(wishes.keptWeights()))
            .published(redaction);
    contents.add(
        OpenedBundle.MODEL,
        Message.of(
            wishes.ownWeights()
                ? "bundle.what.model-own"
                : inputs.isReduced() ? "bundle.what.model-reduced" : "bundle.what.model-made-up"),
        file -> {
          try (OutputStream out = Files.newOutputStream(file)) {
            handedOut.writeTo(out);
          }
        });
    requireSameNames(weights.own().network(), OnnxReader.read(contents.file(OpenedBundle.MODEL)));
  }

  private static void requireSameNames(Network own, Network handedOut) {
    if (own.tensors().size() != handedOut.tensors().size()
        || own.layers().size() != handedOut.layers().size()) {
      throw new UsageException(Message.of("bundle.names-clash"));
    }
  }

  /** What was recorded of the recipe on the network that is handed out. */
  private RecordedProbe recorded(Recipe whole, Optional<FileRef> model) {
    Recipe recipe = inputs.isReduced() && model.isPresent() ? whole.on(model.get()) : whole;
    return stored
        .probeOf(recipe)
        .orElseGet(
            () ->
                new RecordedProbe(
                    recipe.hash(),
                    recipe,
                    Until.finished(),
                    stored
                        .probeOf(whole)
                        .map(RecordedProbe::outcome)
                        .orElseGet(() -> Outcome.unresolved(Message.of("probe.not-recorded")))));
  }

  private RecordedProbe reworded(RecordedProbe probe) {
    try {
      return new Rewording(redaction).of(probe);
    } catch (BadInputException e) {
      throw new UsageException(Message.of("bundle.word-breaks", e.explanation()), e);
    }
  }

  private void addRecording() {
    List<RecordedProbe> probes =
        stored.probes().stream().filter(probe -> !showsSamples(probe)).toList();
    if (probes.size() < stored.probes().size()) {
      notes.add(Message.of("bundle.note.measured", stored.probes().size() - probes.size()));
    }
    if (!probes.isEmpty()) {
      contents.add(
          OpenedBundle.PROBES,
          Message.of("bundle.what.recording", probes.size()),
          file -> {
            try (Recording recording = Recording.append(file)) {
              for (RecordedProbe probe : probes) {
                RecordedProbe clean = reworded(probe);
                recording.add(clean.recipe(), clean.until(), clean.outcome());
              }
            }
          });
    }
  }

  /** Outputs that were measured on the user's samples tell of them. */
  private boolean showsSamples(RecordedProbe probe) {
    return wishes.data().isEmpty()
        && probe.outcome().observations().measurement().isPresent()
        && probe.recipe().measure().filter(m -> m.inputs() instanceof Batches.Files).isPresent();
  }

  /** The recipe for what is in the bundle. */
  private Recipe packed(Recipe recipe, Batches batches) {
    Recipe.Builder packed = recipe.on(FileRef.of(contents.file(OpenedBundle.MODEL))).toBuilder();
    recipe
        .calibrationCache()
        .ifPresent(cache -> packed.calibrationCache(cache(inputs.cache(cache.sha256()))));
    recipe.calibrator().ifPresent(c -> packed.calibrator(c, batches));
    if (!recipe.plugins().isEmpty()) {
      notes.add(Message.of("bundle.note.plugins", recipe.plugins().size()));
    }
    return packed.build();
  }

  private FileRef cache(FileRef own) {
    byte[] text;
    try {
      text = Files.readAllBytes(own.path().orElseThrow());
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("bundle.cannot-read", own.path().orElseThrow(), FileFault.of(e)), e);
    }
    byte[] clean =
        redaction
            .apply(new String(text, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    contents.add(OpenedBundle.CACHE, Message.of("bundle.what.cache"), clean);
    return FileRef.of(contents.file(OpenedBundle.CACHE));
  }

  private Batches batches(Recipe recipe, Optional<Network> network) {
    if (!(recipe.batches() instanceof Batches.Files files)) {
      return recipe.batches();
    } else if (wishes.data().isEmpty() || network.isEmpty()) {
      notes.add(Message.of("bundle.note.data-replaced", files.samples().size(), SEED));
      return new Batches.Synthetic(
          Batches.Distribution.NORMAL, SEED, files.samples().size(), OptionalInt.empty());
    }
    if (!wishes.data().get().equals(files)) {
      throw new BadInputException(Message.of("bundle.data-other"));
    }
    return new PackedSamples(contents, redaction)
        .add(wishes.data().get(), network.get(), recipe.shapes());
  }

  private List<String> environment() {
    return stored.environment().entrySet().stream()
        .map(fact -> fact.getKey() + ": " + redaction.apply(fact.getValue()))
        .toList();
  }

  private void addEnvironment() {
    ObjectNode facts = new ObjectMapper().createObjectNode();
    stored.environment().forEach((name, value) -> facts.put(name, redaction.apply(value)));
    contents.add(
        "environment.json", Message.of("bundle.what.environment"), facts.toPrettyString() + "\n");
  }
}
