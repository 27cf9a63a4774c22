package io.trtdoctor.diagnosis;

import io.trtdoctor.check.Cause;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts findings in the order in which they matter.
 *
 * <p>First what breaks the build, then what makes it worse, then what is worth knowing; within that
 * the better known first, then the one whose line comes first, then the order of the catalogue. A
 * finding that another explains comes right after it, unless the other does less harm: a few gaps
 * in a cache do not explain away the one tensor that breaks the build.
 */
final class Ranking {
  private final Map<String, Cause> causes = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();

  Ranking(List<Cause> catalogue) {
    for (Cause cause : catalogue) {
      causes.put(cause.id(), cause);
      places.putIfAbsent(cause.id(), places.size());
    }
  }

  List<Finding> rank(List<Finding> findings, String logFile) {
    List<Finding> sorted = findings.stream().sorted(byWeight(logFile)).toList();
    List<Finding> ranked = new ArrayList<>();
    // By identity: hashing a finding, a record of records, is slow to start.
    Set<Finding> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Finding finding : sorted) {
      if (sorted.stream().noneMatch(other -> outranks(other, finding))) {
        place(finding, sorted, ranked, placed);
      }
    }
    sorted.forEach(rest -> place(rest, sorted, ranked, placed));
    return List.copyOf(ranked);
  }

  private void place(
      Finding finding, List<Finding> all, List<Finding> ranked, Set<Finding> placed) {
    if (placed.add(finding)) {
      ranked.add(finding);
      all.stream()
          .filter(other -> outranks(finding, other))
          .forEach(other -> place(other, all, ranked, placed));
    }
  }

  /** Whether the one explains the other and is no lesser harm. */
  boolean outranks(Finding one, Finding other) {
    return explains(one, other) && one.effect().compareTo(other.effect()) <= 0;
  }

  boolean explains(Finding one, Finding other) {
    Cause cause = causes.get(one.cause());
    return cause != null && cause.explains().contains(other.cause());
  }

  /**
   * Whether two guesses compete: as harmful and as sure, about the same line, neither explained.
   */
  boolean tie(Finding one, Finding other, String logFile) {
    return one.certainty() == Certainty.POSSIBLE
        && other.certainty() == Certainty.POSSIBLE
        && one.effect() == other.effect()
        && lastLine(one, logFile) == lastLine(other, logFile)
        && !explains(one, other)
        && !explains(other, one);
  }

  private Comparator<Finding> byWeight(String logFile) {
    return Comparator.comparing(Finding::effect)
        .thenComparing(Finding::certainty)
        .thenComparingLong(finding -> firstLine(finding, logFile))
        .thenComparingInt(finding -> places.getOrDefault(finding.cause(), Integer.MAX_VALUE));
  }

  private static long firstLine(Finding finding, String logFile) {
    return lines(finding, logFile).stream().min(Comparator.naturalOrder()).orElse(0L);
  }

  private static long lastLine(Finding finding, String logFile) {
    return lines(finding, logFile).stream().max(Comparator.naturalOrder()).orElse(0L);
  }

  /** Lines of the log alone: a fault seen in the model or the cache was there before the build. */
  private static List<Long> lines(Finding finding, String logFile) {
    List<Long> lines = new ArrayList<>();
    for (Evidence evidence : finding.evidence()) {
      if (evidence.file().equals(logFile) && evidence.line() > 0) {
        lines.add(evidence.line());
      }
    }
    return lines;
  }
}
