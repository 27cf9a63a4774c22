package io.trtdoctor.diagnosis;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.finding.Verdict.Status;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Comes from ranked findings to a verdict.
 *
 * <p>A cause is named when it ranks first alone and does harm. The build is healthy when an engine
 * came out and nothing did harm. Everything else is undetermined: candidates that tie, an error
 * that nothing found explains, a log that ends in mid-build, and nothing to judge by.
 */
final class VerdictRule {
  private final Ranking ranking;

  VerdictRule(Ranking ranking) {
    this.ranking = ranking;
  }

  /**
   * The verdict.
   *
   * @param findings ranked
   */
  Verdict verdict(Optional<BuildLog> log, List<Finding> findings) {
    List<Finding> faults =
        findings.stream().filter(finding -> finding.effect() != Effect.NOTES).toList();
    return faults.isEmpty() ? withoutFault(log) : withFaults(log, faults);
  }

  private static Verdict withoutFault(Optional<BuildLog> log) {
    if (log.isEmpty()) {
      return undetermined("nothing-to-judge-by");
    }
    if (log.get().succeeded()) {
      return new Verdict(
          Status.HEALTHY, Optional.empty(), Optional.empty(), Message.of("diagnosis.healthy"));
    }
    Optional<Problem> error = errors(log.get()).findFirst();
    if (error.isPresent()) {
      return undetermined("unknown-error", error.get().line().message());
    }
    return undetermined(log.get().lines() == 0 ? "nothing-to-judge-by" : "broken-off");
  }

  private Verdict withFaults(Optional<BuildLog> log, List<Finding> faults) {
    Finding first = faults.get(0);
    String file = log.map(BuildLog::file).orElse("");
    List<Finding> rivals =
        faults.stream().skip(1).filter(other -> ranking.tie(first, other, file)).toList();
    if (!rivals.isEmpty()) {
      return undetermined("candidates", first.cause(), names(rivals));
    }
    Optional<Verdict> doubt = log.flatMap(known -> doubt(known, faults));
    return doubt.orElseGet(() -> named(first));
  }

  /** What keeps a fault from being the cause: an error it does not explain, or no end in sight. */
  private static Optional<Verdict> doubt(BuildLog log, List<Finding> faults) {
    boolean breaks = faults.get(0).effect() == Effect.BREAKS;
    if (log.succeeded() || (breaks && !endsTooSoon(log, faults))) {
      return Optional.empty();
    }
    Optional<Problem> unexplained = unexplained(log, faults);
    if (unexplained.isPresent()) {
      return Optional.of(undetermined("unknown-error", unexplained.get().line().message()));
    }
    return endsTooSoon(log, faults) ? Optional.of(undetermined("broken-off")) : Optional.empty();
  }

  private static boolean endsTooSoon(BuildLog log, List<Finding> faults) {
    boolean certain =
        faults.get(0).effect() == Effect.BREAKS && faults.get(0).certainty() != Certainty.POSSIBLE;
    return log.cutOff() && !certain && errors(log).findAny().isEmpty();
  }

  private static Optional<Problem> unexplained(BuildLog log, List<Finding> faults) {
    Set<Long> explained =
        faults.stream()
            .flatMap(fault -> Stream.concat(fault.evidence().stream(), fault.followedBy().stream()))
            .map(Evidence::line)
            .collect(Collectors.toUnmodifiableSet());
    return errors(log).filter(error -> !explained.contains(error.line().number())).findFirst();
  }

  private static Stream<Problem> errors(BuildLog log) {
    return log.all(Problem.class).stream().filter(Problem::isError);
  }

  private static Verdict named(Finding first) {
    return new Verdict(
        Status.CAUSE_NAMED,
        Optional.of(first.cause()),
        Optional.of(first.certainty()),
        first.summary());
  }

  private static Verdict undetermined(String key, Object... args) {
    return new Verdict(
        Status.UNDETERMINED,
        Optional.empty(),
        Optional.empty(),
        Message.of("diagnosis." + key, args));
  }

  private static String names(List<Finding> rivals) {
    return rivals.stream().map(Finding::cause).distinct().collect(Collectors.joining(", "));
  }
}
