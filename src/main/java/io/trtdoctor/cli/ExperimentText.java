package io.trtdoctor.cli;

import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What probes found out, a line each. */
final class ExperimentText {
  private final List<Message> lines = new ArrayList<>();

  private ExperimentText() {}

  static List<Message> of(Experiment experiment) {
    ExperimentText text = new ExperimentText();
    text.findings(experiment);
    experiment.isolations().forEach(text::isolation);
    experiment.fallbacks().forEach(text::fallback);
    text.lines.addAll(experiment.notes());
    return text.lines;
  }

  private void findings(Experiment experiment) {
    experiment
        .proofs()
        .forEach(
            proof ->
                lines.add(
                    Message.of(
                        "cli.experiment.proof",
                        proof.setting(),
                        proof.failing(),
                        proof.inFailing(),
                        proof.passing(),
                        proof.inPassing())));
    experiment
        .exonerated()
        .forEach(
            cleared ->
                lines.add(Message.of("cli.experiment.cleared", cleared.what(), cleared.probe())));
  }

  /** Settings are told by the proofs; what was found within them is listed. */
  private void isolation(IsolationSummary isolation) {
    if (!isolation.over().equals("factors")) {
      isolation.culprits().forEach(set -> culprits(isolation.over(), set));
    }
    isolation
        .next()
        .ifPresent(
            next -> lines.add(Message.of("cli.experiment.unfinished", isolation.over(), next)));
  }

  private void culprits(String over, List<Subject> set) {
    String key = over.equals("mending-entries") ? "mends" : set.size() == 1 ? "alone" : "together";
    String names = set.stream().map(Subject::name).collect(Collectors.joining(", "));
    lines.add(Message.of("cli.experiment." + key, over, names));
  }

  private void fallback(FallbackBuild build) {
    lines.add(
        build.verified()
            ? Message.of(
                "cli.experiment.built",
                build.title(),
                number(build.milliseconds()),
                count(build.int8Layers()),
                count(build.engineLayers()),
                build
                    .difference()
                    .map(by -> number(OptionalDouble.of(by.relativeL2())))
                    .orElseGet(ExperimentText::unknown))
            : Message.of("cli.experiment.not-built", build.title()));
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
}
