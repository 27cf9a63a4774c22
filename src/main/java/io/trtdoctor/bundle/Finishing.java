package io.trtdoctor.bundle;

import io.trtdoctor.fallback.FailingBuild;
import io.trtdoctor.fallback.Reproduction;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Adds to a draft what explains it: recipe, scripts, manifest and README. */
public final class Finishing {
  private static final String README = "README.txt";

  private final Draft draft;
  private final Manifest.Failure failure;
  private final String version;
  private final List<Message> notes;

  /**
   * @param failure what is to be seen again, and whether it was
   * @param version of trt-doctor
   */
  public Finishing(Draft draft, Manifest.Failure failure, String version) {
    this.draft = draft;
    this.failure = failure;
    this.version = version;
    this.notes = new ArrayList<>(draft.notes());
  }

  /**
   * Completes the contents.
   *
   * @param texts for the README
   * @return what there is to say of the bundle
   */
  public List<Message> complete(Texts texts) {
    failure.symptom().ifPresent(symptom -> notes.add(Message.of("bundle.note.symptom", symptom)));
    draft.recipe().ifPresent(this::addScripts);
    notes.add(0, Message.of("bundle.check." + failure.check()));
    draft.contents().add(README, Message.of("bundle.what.readme"), readMe(texts));
    draft.contents().add(Manifest.NAME, Message.of("bundle.what.manifest"), manifest().json());
    return List.copyOf(notes);
  }

  private void addScripts(Recipe placed) {
    Recipe recipe = RecipeFiles.replaced(placed, this::beside);
    draft
        .contents()
        .add(
            OpenedBundle.RECIPE, Message.of("bundle.what.recipe"), RecipeJson.write(recipe) + "\n");
    Reproduction scripts =
        Reproduction.of(
            new FailingBuild(
                heading(),
                recipe,
                draft.failing().map(p -> p.outcome().observations().layers()).orElse(List.of()),
                FailingBuild.Ending.of(failure.kind()),
                failure
                    .message()
                    .map(m -> new FailingBuild.LoggedError(m, failure.pattern().orElse("")))));
    scripts
        .files()
        .forEach(
            (name, text) -> draft.contents().add(name, Message.of("bundle.what." + name), text));
    scripts
        .gaps()
        .forEach(
            (name, gaps) ->
                gaps.forEach(gap -> notes.add(Message.of("bundle.note.gap", name, gap))));
  }

  /** The file by its path in the bundle; without one where it is not in it. */
  private FileRef beside(FileRef file) {
    Path folder = draft.contents().file("");
    return new FileRef(
        file.sha256(),
        file.path()
            .filter(path -> path.startsWith(folder))
            .map(path -> Path.of(folder.relativize(path).toString().replace('\\', '/'))));
  }

  private List<Message> heading() {
    List<Message> lines = new ArrayList<>();
    lines.add(
        failure
            .message()
            .map(error -> Message.of("bundle.heading.failure", error))
            .orElseGet(() -> Message.of("bundle.heading." + failure.kind())));
    draft
        .recipe()
        .map(
            recipe ->
                Message.of(
                    "bundle.heading.recorded",
                    recipe.line(),
                    String.join(", ", draft.environment())))
        .ifPresent(lines::add);
    if (draft.hasMadeUpWeights()) {
      lines.add(Message.of("bundle.heading.made-up", draft.keptWeights().size()));
    }
    lines.add(Message.of("bundle.check." + failure.check()));
    return lines;
  }

  private String readMe(Texts texts) {
    StringBuilder out = new StringBuilder();
    heading().forEach(line -> out.append(texts.render(line)).append('\n'));
    out.append('\n').append(texts.text("bundle.readme.files")).append('\n');
    draft
        .contents()
        .files()
        .forEach(
            (name, what) ->
                out.append("  ").append(name).append("  ").append(texts.render(what)).append('\n'));
    out.append('\n').append(texts.text(how())).append('\n');
    if (!notes.isEmpty()) {
      out.append('\n').append(texts.text("bundle.readme.notes")).append('\n');
      notes.forEach(note -> out.append("- ").append(texts.render(note)).append('\n'));
    }
    return out.toString();
  }

  private String how() {
    return draft.recipe().isPresent() ? "bundle.readme.how" : "bundle.readme.how-without-build";
  }

  private Manifest manifest() {
    Map<String, String> files = new TreeMap<>();
    for (String name : draft.contents().files().keySet()) {
      files.put(name, FileRef.of(draft.contents().file(name)).sha256());
    }
    return new Manifest(
        version, model(), draft.failing().map(RecordedProbe::recipeHash), failure, files);
  }

  private Manifest.ModelFacts model() {
    String weights =
        draft.weights().isEmpty() ? "none" : draft.hasMadeUpWeights() ? "made-up" : "own";
    return new Manifest.ModelFacts(
        draft.reduced() ? "reduced" : "whole", weights, draft.keptWeights());
  }

  /** What a recorded outcome is called, with its error. */
  public static Manifest.Failure failureOf(
      Optional<RecordedProbe> failing, UnaryOperator<String> pattern) {
    if (failing.isEmpty()) {
      return new Manifest.Failure(
          "unknown", Optional.empty(), Optional.empty(), Optional.empty(), "not-checked");
    }
    String kind = kind(failing.get().outcome());
    Optional<String> error =
        failing.get().outcome() instanceof Outcome.Failed failed
            ? Optional.of(failed.symptom())
            : Optional.empty();
    return new Manifest.Failure(kind, error, error.map(pattern), Optional.empty(), "not-checked");
  }

  private static String kind(Outcome outcome) {
    if (outcome instanceof Outcome.Stopped || outcome instanceof Outcome.Unresolved) {
      return "unknown";
    }
    return outcome.tag();
  }
}
