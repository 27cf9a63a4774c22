package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.FallbackBuild.Difference;
import io.trtdoctor.finding.FallbackBuild.Lift;
import io.trtdoctor.report.ExperimentView.FallbackView;
import io.trtdoctor.report.ExperimentView.LiftView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SnippetView;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts fallbacks side by side. */
final class FallbackViews {
  private static final int MOST_LIFTS = 200;
  private static final int LONGEST_EXPORT = 40_000;

  /** So many builds have all their files shown. */
  private static final int FEW = 2;

  private final Experiment experiment;
  private final Texts texts;
  private final FindingViews findings;
  private final FallbackComparison comparison;

  FallbackViews(Experiment experiment, Texts texts, FindingViews findings) {
    this.experiment = experiment;
    this.texts = texts;
    this.findings = findings;
    this.comparison = new FallbackComparison(experiment.fallbacks());
  }

  /** Those that were to avoid the fault, also where one did not. */
  List<FallbackView> ofFallbacks() {
    return views(build -> !FallbackBuild.isComparison(build.id()));
  }

  List<FallbackView> ofComparisons() {
    return views(build -> FallbackBuild.isComparison(build.id()));
  }

  String advice() {
    return comparison.advice().map(findings::render).orElse("");
  }

  /** Over how many samples outputs were compared, in a sentence. */
  String samples() {
    return experiment.fallbacks().stream()
        .flatMap(build -> build.difference().stream())
        .mapToInt(Difference::samples)
        .max()
        .stream()
        .mapToObj(most -> texts.text("report.fallbacks.samples", most))
        .findFirst()
        .orElse("");
  }

  /** The best build that avoids the fault as a thing to do, with its first file; or none. */
  Optional<RemedyView> first() {
    return comparison.best().map(this::first);
  }

  private RemedyView first(FallbackBuild build) {
    String title =
        texts.text(
            "report.first.fallback",
            findings.render(build.title()),
            Numbers.number(build.milliseconds().getAsDouble()),
            Numbers.number(100 * build.difference().orElseThrow().relativeL2()));
    List<SnippetView> snippets =
        exports(build).stream()
            .flatMap(files -> files.snippets().stream())
            .limit(1)
            .map(file -> withoutLifts(file, build))
            .toList();
    return new RemedyView("first", build.id(), title, snippets);
  }

  /** Without the comment for each layer lifted, so that the command can be seen at once. */
  private static SnippetView withoutLifts(SnippetView file, FallbackBuild build) {
    Set<String> lifted =
        build.lifted().stream()
            .map(lift -> "# " + Printable.line(lift.layer().name()))
            .collect(Collectors.toSet());
    String text =
        file.text()
            .lines()
            .filter(line -> !lifted.contains(line.replaceFirst(": [^:]* -> [^:]*$", "")))
            .collect(Collectors.joining("\n"));
    return new SnippetView(file.tool(), file.label(), text);
  }

  private List<FallbackView> views(Predicate<FallbackBuild> wanted) {
    return experiment.fallbacks().stream().filter(wanted).map(this::view).toList();
  }

  private FallbackView view(FallbackBuild build) {
    return new FallbackView(
        findings.render(build.title()),
        build.verified(),
        comparison.merits(build).stream().map(findings::render).toList(),
        findings.render(experiment.probe(build.probe()).outcome()),
        build.probe(),
        build.lifted().isEmpty() ? "" : Integer.toString(build.lifted().size()),
        build.lifted().stream().limit(MOST_LIFTS).map(this::lift).toList(),
        int8(build),
        build.milliseconds().isPresent()
            ? Numbers.number(build.milliseconds().getAsDouble()) + " ms"
            : "",
        times(comparison.timesAsLong(build, FallbackBuild.ALL_INT8)),
        times(comparison.timesAsLong(build, FallbackBuild.ALL_FP16)),
        difference(build, by -> Numbers.number(by.maxAbsolute())),
        difference(build, by -> Numbers.number(by.relativeL2())),
        difference(build, by -> Numbers.cosine(by.cosine())),
        difference(build, FallbackViews::topOne),
        exports(build),
        build.exports().keySet().stream().map(Printable::line).toList(),
        build.exports().isEmpty() ? "" : FallbackComparison.folder(build),
        build.gaps().stream().map(findings::render).toList());
  }

  private LiftView lift(Lift lift) {
    String key = "report.lifted." + lift.precision();
    return new LiftView(
        findings.subject(lift.layer()),
        texts.pattern(key).orElseGet(() -> Printable.line(lift.precision())));
  }

  private String int8(FallbackBuild build) {
    return build.int8Layers().isPresent() && build.engineLayers().isPresent()
        ? texts.text(
            "report.fallbacks.of", build.int8Layers().getAsInt(), build.engineLayers().getAsInt())
        : "";
  }

  private static String times(OptionalDouble ratio) {
    return ratio.isPresent() ? "× " + Numbers.ratio(ratio.getAsDouble()) : "";
  }

  private static String difference(FallbackBuild build, Function<Difference, String> part) {
    return build.difference().map(part).orElse("");
  }

  private static String topOne(Difference by) {
    return by.topOneAgreement().isPresent()
        ? Numbers.percent(by.topOneAgreement().getAsDouble())
        : "";
  }

  /** Files to read, a snippet each; of many only the first where one is best in nothing. */
  private List<RemedyView> exports(FallbackBuild build) {
    boolean matters =
        experiment.fallbacks().size() <= FEW
            || comparison.best().equals(Optional.of(build))
            || !comparison.merits(build).isEmpty();
    int most = matters ? build.exports().size() : 1;
    List<SnippetView> snippets = new ArrayList<>();
    for (Map.Entry<String, String> export : build.exports().entrySet()) {
      if (snippets.size() < most && isForReading(export.getKey(), export.getValue())) {
        snippets.add(
            new SnippetView(
                "file-" + (snippets.size() + 1),
                Printable.line(export.getKey()),
                Printable.of(export.getValue().stripTrailing())));
      }
    }
    String id = "fallback-" + (experiment.fallbacks().indexOf(build) + 1);
    return snippets.isEmpty()
        ? List.of()
        : List.of(new RemedyView(id, id, findings.render(build.title()), snippets));
  }

  private static boolean isForReading(String file, String text) {
    return text.length() <= LONGEST_EXPORT && !file.endsWith(".cache");
  }
}
