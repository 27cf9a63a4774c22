package io.trtdoctor.report;

import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.report.ExperimentView.ClearedView;
import io.trtdoctor.report.ExperimentView.IsolationView;
import io.trtdoctor.report.ExperimentView.ProbeGroupView;
import io.trtdoctor.report.ExperimentView.ProbeView;
import io.trtdoctor.report.ExperimentView.ProofView;
import io.trtdoctor.report.ExperimentView.SetView;
import io.trtdoctor.report.ExperimentView.SideView;
import io.trtdoctor.report.ReportView.EvidenceView;
import io.trtdoctor.report.ReportView.LineView;
import io.trtdoctor.report.ReportView.SubjectView;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what probes found out into words. */
final class ExperimentViews {
  private static final int MOST_SETS = 100;
  private static final int MOST_MEMBERS = 40;

  private final Experiment experiment;
  private final Texts texts;
  private final FindingViews findings;
  private final boolean allRecorded;

  ExperimentViews(Experiment experiment, Texts texts, FindingViews findings) {
    this.experiment = experiment;
    this.texts = texts;
    this.findings = findings;
    this.allRecorded = experiment.probes().stream().allMatch(ProbeSummary::recorded);
  }

  ExperimentView view() {
    FallbackViews fallbacks = new FallbackViews(experiment, texts, findings);
    return new ExperimentView(
        summary(),
        rendered(experiment.notes()),
        experiment.proofs().stream().map(this::proof).toList(),
        experiment.exonerated().stream().map(this::cleared).toList(),
        experiment.isolations().stream()
            .filter(isolation -> !ExperimentSentences.isToldByProofs(isolation))
            .map(this::isolation)
            .toList(),
        fallbacks.ofFallbacks(),
        fallbacks.ofComparisons(),
        fallbacks.advice(),
        fallbacks.samples(),
        groups(),
        counts(experiment.probes()));
  }

  /** Proofs, what was isolated within the settings, the way out; where all lack, the notes. */
  private List<String> summary() {
    List<Message> summary = new ArrayList<>();
    experiment.proofs().forEach(proof -> summary.add(ExperimentSentences.proof(proof)));
    experiment.isolations().stream()
        .filter(isolation -> !ExperimentSentences.isToldByProofs(isolation))
        .filter(isolation -> !isolation.culprits().isEmpty())
        .forEach(isolation -> summary.add(foundSoFar(isolation)));
    new FallbackComparison(experiment.fallbacks()).wayOut().ifPresent(summary::add);
    return rendered(summary.isEmpty() ? experiment.notes() : summary);
  }

  private static Message foundSoFar(IsolationSummary isolation) {
    Message found = ExperimentSentences.found(isolation);
    return isolation.complete()
        ? found
        : Message.of("report.found-so-far", found, Message.of("experiment.limit.ended"));
  }

  private List<String> rendered(List<Message> messages) {
    return messages.stream().map(findings::render).toList();
  }

  private ProofView proof(Proof proof) {
    return new ProofView(
        findings.render(proof.setting()),
        proof.cause().map(findings::title).orElse(""),
        side(proof.setting(), proof.inFailing(), proof.failing()),
        side(proof.setting(), proof.inPassing(), proof.passing()),
        findings.render(ExperimentSentences.repeats(proof)));
  }

  private SideView side(Message setting, Message value, int number) {
    ProbeSummary probe = experiment.probe(number);
    return new SideView(
        findings.render(Message.of("experiment.setting", setting, value)),
        probe(probe),
        excerpt(probe));
  }

  private List<EvidenceView> excerpt(ProbeSummary probe) {
    String log = texts.text("report.probe.log", probe.number());
    List<Evidence> lines =
        probe.excerpt().stream().map(e -> new Evidence(log, e.line(), e.text())).toList();
    return findings.plain(lines).stream()
        .map(view -> probe.answer() == ProbeSummary.Answer.FAILS ? lastMarked(view) : view)
        .toList();
  }

  /** The excerpt of a failing build ends where it fails. */
  private static EvidenceView lastMarked(EvidenceView view) {
    List<LineView> lines = new ArrayList<>(view.lines());
    LineView last = lines.remove(lines.size() - 1);
    lines.add(new LineView(last.number(), last.text(), "hit"));
    return new EvidenceView(view.file(), view.place(), lines);
  }

  private ClearedView cleared(Exoneration exoneration) {
    return new ClearedView(
        findings.render(exoneration.what()),
        findings.render(ExperimentSentences.cleared(exoneration)),
        probe(experiment.probe(exoneration.probe())));
  }

  private ProbeView probe(ProbeSummary probe) {
    return new ProbeView(
        probe.number(),
        findings.render(probe.asked()),
        rendered(ExperimentSentences.settings(probe)),
        probe.answer().tag(),
        texts.text("report.answer." + probe.answer().tag()),
        findings.render(probe.outcome()),
        rendered(told(probe.number())),
        Numbers.seconds(probe.seconds()),
        probe.recorded() && !allRecorded ? texts.text("report.probe.recorded") : "");
  }

  /** What a probe is cited for. */
  private List<Message> told(int number) {
    List<Message> told = new ArrayList<>();
    for (Proof proof : experiment.proofs()) {
      if (proof.failing() == number || proof.passing() == number) {
        int other = proof.failing() == number ? proof.passing() : proof.failing();
        told.add(Message.of("report.told.proof", other, proof.setting()));
      }
    }
    experiment.exonerated().stream()
        .filter(exoneration -> exoneration.probe() == number)
        .forEach(exoneration -> told.add(Message.of("report.told.cleared", exoneration.what())));
    return told;
  }

  /** Neighbours with one purpose together. */
  private List<ProbeGroupView> groups() {
    List<ProbeGroupView> groups = new ArrayList<>();
    List<ProbeSummary> group = new ArrayList<>();
    for (ProbeSummary probe : experiment.probes()) {
      if (!group.isEmpty() && !purpose(group.get(0)).equals(purpose(probe))) {
        groups.add(group(group));
        group.clear();
      }
      group.add(probe);
    }
    if (!group.isEmpty()) {
      groups.add(group(group));
    }
    return groups;
  }

  private ProbeGroupView group(List<ProbeSummary> probes) {
    return new ProbeGroupView(
        findings.render(purpose(probes.get(0))),
        counts(probes),
        probes.stream().map(this::probe).toList());
  }

  private Message purpose(ProbeSummary probe) {
    Optional<Message> search =
        experiment.isolations().stream()
            .filter(isolation -> isolation.probes().contains(probe.number()))
            .map(ExperimentSentences::sought)
            .findFirst();
    boolean isBuild =
        experiment.fallbacks().stream().anyMatch(build -> build.probe() == probe.number());
    return search.orElseGet(
        () -> Message.of(isBuild ? "report.h.fallbacks" : "report.probes.preparation"));
  }

  private String counts(List<ProbeSummary> probes) {
    double seconds = probes.stream().mapToDouble(ProbeSummary::seconds).sum();
    long recorded = probes.stream().filter(ProbeSummary::recorded).count();
    String key = recorded == 0 ? "" : recorded == probes.size() ? ".all-recorded" : ".recorded";
    return texts.text(
        "report.probes.counts" + key, probes.size(), Numbers.seconds(seconds), recorded);
  }

  private IsolationView isolation(IsolationSummary isolation) {
    List<List<Subject>> sets = isolation.culprits();
    return new IsolationView(
        findings.render(ExperimentSentences.sought(isolation)),
        findings.render(ExperimentSentences.found(isolation)),
        findings.render(ExperimentSentences.searched(isolation)),
        sets.stream().limit(MOST_SETS).map(this::set).toList(),
        Math.max(0, sets.size() - MOST_SETS),
        rendered(ExperimentSentences.limits(isolation)),
        subjects(isolation.unresolved()));
  }

  private SetView set(List<Subject> members) {
    return new SetView(subjects(members), Math.max(0, members.size() - MOST_MEMBERS));
  }

  private List<SubjectView> subjects(List<Subject> subjects) {
    return subjects.stream().limit(MOST_MEMBERS).map(findings::subject).toList();
  }
}
