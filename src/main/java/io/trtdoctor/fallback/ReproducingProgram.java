package io.trtdoctor.fallback;

import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A program in Python that makes a build again, calibrator and data included. */
final class ReproducingProgram {
  private static final String NONE = "None";

  private ReproducingProgram() {}

  static String of(FailingBuild build) {
    Recipe recipe = build.recipe();
    Map<String, String> parts = new HashMap<>(PythonProgram.buildParts(build.asFallback()));
    List<Message> comment = new ArrayList<>(build.heading());
    comment.addAll(gaps(recipe));
    parts.put("heading", Heading.commented("#", Heading.inWords(comment)));
    parts.put("line", recipe.line());
    parts.put("model", Literals.python(FilePaths.model(recipe)));
    parts.put(
        "cache", orNone(recipe.calibrationCache().flatMap(FileRef::path).map(Path::toString)));
    parts.put("recordedWith", Literals.python(recipe.line()));
    parts.put("ended", Literals.python(build.ending().tag()));
    parts.put("error", orNone(build.error().map(FailingBuild.LoggedError::message)));
    parts.put("pattern", orNone(build.error().map(FailingBuild.LoggedError::pattern)));
    parts.putAll(batches(recipe.batches()));
    return Template.fill("reproduce.py", parts);
  }

  /** What the program cannot do as recorded. */
  static List<Message> gaps(Recipe recipe) {
    List<Message> gaps = new ArrayList<>();
    if (samples(recipe.batches()).stream()
        .flatMap(sample -> sample.inputs().values().stream())
        .flatMap(List::stream)
        .anyMatch(ReproducingProgram::isUnreadable)) {
      gaps.add(Message.of("fallback.python-unreadable-data"));
    }
    if (!recipe.plugins().isEmpty()) {
      gaps.add(Message.of("fallback.plugins-not-here", recipe.plugins().size()));
    }
    return gaps;
  }

  private static boolean isUnreadable(Batches.Source source) {
    return source.type().isPresent() || source.format() != Batches.Format.RAW;
  }

  private static List<Batches.Sample> samples(Batches batches) {
    return batches instanceof Batches.Files files ? files.samples() : List.of();
  }

  private static Map<String, String> batches(Batches batches) {
    Batches.Synthetic made = synthetic(batches);
    List<Batches.Sample> samples = samples(batches);
    return Map.of(
        "count", String.valueOf(samples.isEmpty() ? made.count() : samples.size()),
        "distribution", Literals.python(made.distribution().tag()),
        "seed", String.valueOf(made.seed()),
        "nanIn", Literals.orNone(made.notANumberIn(), NONE),
        "fault",
            orNone(
                batches instanceof Batches.Faulty faulty
                    ? Optional.of(faulty.fault().tag())
                    : Optional.empty()),
        "samples", Literals.lines(samples, ReproducingProgram::sample));
  }

  /** The part that is made up; no batches where there is none. */
  private static Batches.Synthetic synthetic(Batches batches) {
    if (batches instanceof Batches.Synthetic all) {
      return all;
    }
    return batches instanceof Batches.Faulty faulty
        ? faulty.good()
        : new Batches.Synthetic(Batches.Distribution.ZEROS, 0, 0, OptionalInt.empty());
  }

  /** Where an input comes in several pieces, they follow each other. */
  private static String sample(Batches.Sample sample) {
    List<String> pieces = new ArrayList<>();
    new TreeMap<>(sample.inputs())
        .forEach((input, sources) -> sources.forEach(source -> pieces.add(source(input, source))));
    return "[" + Literals.inLine(pieces, piece -> piece) + "]";
  }

  private static String source(String input, Batches.Source source) {
    return "(%s, %s, %d)"
        .formatted(
            Literals.python(input),
            Literals.python(
                source.file().path().map(Path::toString).orElse(source.file().sha256())),
            source.index());
  }

  private static String orNone(Optional<String> text) {
    return text.map(Literals::python).orElse(NONE);
  }
}
