package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.Check;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one build: runs every check on it, ranks the findings and comes to a verdict. */
public final class BuildJudge {
  private final List<Check> checks;
  private final Ranking ranking;
  private final boolean withTables;
  private final Set<Message> notes = Collections.synchronizedSet(new LinkedHashSet<>());

  /** A judge with these checks; their order decides between findings that are otherwise equal. */
  public BuildJudge(List<Check> checks) {
    this(checks, true);
  }

  private BuildJudge(List<Check> checks, boolean withTables) {
    this.withTables = withTables;
    this.checks = List.copyOf(checks);
    this.ranking = new Ranking(this.checks.stream().map(Check::cause).toList());
  }

  /** A judge that leaves out what only a case folder shows: scales and layers one by one. */
  public static BuildJudge withoutTables(List<Check> checks) {
    return new BuildJudge(checks, false);
  }

  /** All that can be said of the build; never throws because a check does, see {@link #notes}. */
  public BuildDiagnosis judge(CaseInputs inputs) {
    Optional<BuildLog> log = inputs.log();
    List<Finding> findings = ranking.rank(examine(inputs), log.map(BuildLog::file).orElse(""));
    BuildTables tables = new BuildTables(inputs);
    return new BuildDiagnosis(
        log.map(BuildLog::file).orElse(""),
        log.map(BuildLog::firstLine).orElse(0L),
        log.map(BuildLog::lastLine).orElse(0L),
        log.flatMap(BuildLog::version).map(Object::toString),
        new VerdictRule(ranking).verdict(log, findings),
        findings,
        tables.phases(),
        tables.traces(findings),
        withTables ? tables.scales() : Map.of(),
        withTables ? tables.missingScales() : Set.of(),
        withTables ? tables.disobeyed() : Set.of(),
        withTables ? tables.onnxNodes() : Map.of(),
        withTables ? tables.needNoScale() : Set.of());
  }

  /** Checks that failed in some build so far, each named once: bugs of ours to be shown. */
  public List<Message> notes() {
    synchronized (notes) {
      return List.copyOf(notes);
    }
  }

  private List<Finding> examine(CaseInputs inputs) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      findings.addAll(examine(check, inputs));
    }
    return findings;
  }

  private List<Finding> examine(Check check, CaseInputs inputs) {
    try {
      return check.examine(inputs);
    } catch (RuntimeException crash) {
      notes.add(Message.of("diagnosis.check-failed", check.cause().id(), crash.toString()));
      return List.of();
    }
  }
}
