package io.trtdoctor.cli;

import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.report.ExperimentSentences;
import io.trtdoctor.report.FallbackComparison;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What probes found out, a line each. */
final class ExperimentText {
  private final List<Message> lines = new ArrayList<>();

  private ExperimentText() {}

  static List<Message> of(Experiment experiment) {
    ExperimentText text = new ExperimentText();
    text.findings(experiment);
    experiment.isolations().forEach(text::isolation);
    FallbackComparison comparison = new FallbackComparison(experiment.fallbacks());
    experiment.fallbacks().forEach(build -> text.fallback(build, comparison));
    comparison.advice().ifPresent(text.lines::add);
    text.lines.addAll(experiment.notes());
    return text.lines;
  }

  private void findings(Experiment experiment) {
    experiment
        .proofs()
        .forEach(proof -> add("cli.experiment.proof", ExperimentSentences.proof(proof)));
    experiment
        .exonerated()
        .forEach(cleared -> add("cli.experiment.cleared", ExperimentSentences.cleared(cleared)));
  }

  /** Single settings are told by the proofs; what was found within them is listed. */
  private void isolation(IsolationSummary isolation) {
    if (!ExperimentSentences.isToldByProofs(isolation)) {
      add(
          "cli.experiment.isolation",
          ExperimentSentences.sought(isolation),
          ExperimentSentences.found(isolation));
      if (isolation.culprits().stream().mapToInt(List::size).sum() > 1) {
        isolation.culprits().forEach(this::culprits);
      }
      ExperimentSentences.limits(isolation).forEach(limit -> add("cli.experiment.limit", limit));
    }
  }

  private void culprits(List<Subject> set) {
    set.stream()
        .map(ExperimentSentences::name)
        .reduce((all, next) -> Message.of("experiment.listed", all, next))
        .ifPresent(names -> add("cli.experiment.culprits", names));
  }

  private void fallback(FallbackBuild build, FallbackComparison comparison) {
    String kind = FallbackBuild.isComparison(build.id()) ? "comparison" : "fallback";
    if (!build.verified()) {
      add("cli.experiment." + kind + ".failed", build.title());
      return;
    }
    add(
        "cli.experiment." + kind,
        build.title(),
        number(build.milliseconds()),
        count(build.int8Layers()),
        count(build.engineLayers()),
        build
            .difference()
            .map(by -> number(OptionalDouble.of(by.relativeL2())))
            .orElseGet(ExperimentText::unknown));
    comparison.merits(build).stream()
        .reduce((all, next) -> Message.of("experiment.listed", all, next))
        .ifPresent(merits -> add("cli.experiment.merits", merits));
  }

  private static Object number(OptionalDouble number) {
    return number.isPresent()
        ? String.format(Locale.ROOT, "%.4g", number.getAsDouble())
        : unknown();
  }

  private static Object count(OptionalInt count) {
    return count.isPresent() ? Integer.toString(count.getAsInt()) : unknown();
  }

  private static Object unknown() {
    return Message.of("cli.experiment.unknown");
  }

  private void add(String key, Object... args) {
    lines.add(Message.of(key, args));
  }
}
