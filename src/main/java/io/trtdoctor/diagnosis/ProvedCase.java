package io.trtdoctor.diagnosis;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a case comes to once probes have settled it. */
public final class ProvedCase {
  private static final String WITHOUT_KERNEL = "constraint-without-kernel";

  private final Experiment experiment;

  private ProvedCase(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * The case with what was found out: a finding whose cause is proved stands first and says so, and
   * is about what the searches isolated.
   */
  public static Diagnosis of(Diagnosis diagnosis, Experiment experiment) {
    return experiment.isEmpty() ? diagnosis : new ProvedCase(experiment).applied(diagnosis);
  }

  private Diagnosis applied(Diagnosis diagnosis) {
    List<BuildDiagnosis> builds =
        diagnosis.builds().stream()
            .map(build -> build.findings().equals(diagnosis.findings()) ? applied(build) : build)
            .toList();
    List<Finding> findings = applied(diagnosis.findings());
    return diagnosis.settled(verdict(diagnosis.verdict(), findings), builds, findings, experiment);
  }

  private BuildDiagnosis applied(BuildDiagnosis build) {
    List<Finding> findings = applied(build.findings());
    return build.with(verdict(build.verdict(), findings), findings);
  }

  private List<Finding> applied(List<Finding> findings) {
    List<Finding> ordered = new ArrayList<>();
    findings.stream().filter(f -> proof(f).isPresent()).map(this::proved).forEach(ordered::add);
    findings.stream().filter(f -> proof(f).isEmpty()).forEach(ordered::add);
    return ordered;
  }

  private Optional<Proof> proof(Finding finding) {
    return experiment.proofs().stream()
        .filter(proof -> proof.cause().filter(finding.cause()::equals).isPresent())
        .findFirst();
  }

  private Finding proved(Finding finding) {
    Proof proof = proof(finding).orElseThrow();
    List<Message> reasoning = new ArrayList<>();
    reasoning.add(
        Message.of("diagnosis.proved", proof.failing(), proof.passing(), proof.setting()));
    reasoning.addAll(finding.reasoning());
    return new Finding(
        finding.cause(),
        Certainty.PROVED,
        finding.effect(),
        summary(finding),
        reasoning,
        finding.evidence(),
        finding.against(),
        subjects(finding),
        finding.remedies(),
        List.of(),
        finding.followedBy());
  }

  /** Where all layers to blame were isolated, each by itself, their number is known. */
  private Message summary(Finding finding) {
    return experiment.isolations().stream()
        .filter(isolation -> finding.cause().equals(WITHOUT_KERNEL))
        .filter(isolation -> isolation.over().equals("layers") && isolation.complete())
        .filter(isolation -> isolation.shape().equals("independent"))
        .findFirst()
        .map(ProvedCase::withoutKernel)
        .orElseGet(finding::summary);
  }

  private static Message withoutKernel(IsolationSummary isolation) {
    String key = "causes." + WITHOUT_KERNEL + ".summary-isolated";
    int layers = isolation.culprits().size();
    return layers == 1
        ? Message.of(
            key + "-one", isolation.culprits().get(0).get(0).name(), isolation.candidates())
        : Message.of(key, layers, isolation.candidates());
  }

  /** What was isolated by itself stands before what the log alone names. */
  private List<Subject> subjects(Finding finding) {
    Set<Subject> subjects = new LinkedHashSet<>();
    experiment.isolations().stream()
        .filter(isolation -> !isolation.over().equals("factors"))
        .map(IsolationSummary::culprits)
        .forEach(culprits -> culprits.forEach(subjects::addAll));
    subjects.addAll(finding.subjects());
    return List.copyOf(subjects);
  }

  private Verdict verdict(Verdict verdict, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.certainty() == Certainty.PROVED)
        .findFirst()
        .map(
            finding ->
                new Verdict(
                    Verdict.Status.CAUSE_NAMED,
                    Optional.of(finding.cause()),
                    Optional.of(Certainty.PROVED),
                    finding.summary()))
        .or(() -> verdict.status() == Verdict.Status.HEALTHY ? isolated() : Optional.empty())
        .orElse(verdict);
  }

  /** A build in which no known fault shows is not healthy if it has the symptom asked about. */
  private Optional<Verdict> isolated() {
    return experiment.isolations().stream()
        .filter(isolation -> !isolation.culprits().isEmpty())
        .findFirst()
        .map(
            isolation ->
                new Verdict(
                    Verdict.Status.UNDETERMINED,
                    Optional.empty(),
                    Optional.empty(),
                    Message.of(
                        "diagnosis.isolated",
                        isolation.culprits().stream().mapToInt(List::size).sum(),
                        isolation.candidates(),
                        isolation.culprits().get(0).get(0).name())));
  }
}
