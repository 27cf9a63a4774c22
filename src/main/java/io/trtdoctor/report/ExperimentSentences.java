package io.trtdoctor.report;

import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What probes found out in sentences, for the report and the terminal alike. */
public final class ExperimentSentences {
  /** Searches for what is enough instead of what is to blame have sentences of their own. */
  private static final Set<String> OWN_WORDS = Set.of("mending-entries", "network");

  private ExperimentSentences() {}

  /** That a setting is to blame, with the two probes that prove it. */
  public static Message proof(Proof proof) {
    return Message.of(
        "experiment.proof",
        proof.setting(),
        proof.failing(),
        proof.inFailing(),
        proof.passing(),
        proof.inPassing());
  }

  /** How often the probes of a proof were run. */
  static Message repeats(Proof proof) {
    return proof.repeats() == 1
        ? Message.of("experiment.proof.once")
        : Message.of("experiment.proof.times", proof.repeats());
  }

  /** That something is not to blame. */
  public static Message cleared(Exoneration exoneration) {
    return Message.of("experiment.cleared", exoneration.what(), exoneration.probe());
  }

  /** What was searched for. */
  public static Message sought(IsolationSummary isolation) {
    return Message.of("experiment.sought." + isolation.over());
  }

  /** Among how many candidates it was searched, and the probes that the answer rests on. */
  static Message searched(IsolationSummary isolation) {
    String probes = Numbers.ranges(isolation.probes());
    return probes.isEmpty()
        ? Message.of("experiment.searched", candidates(isolation))
        : Message.of("experiment.searched.probes", candidates(isolation), probes);
  }

  private static Message candidates(IsolationSummary isolation) {
    return Message.of("experiment.candidates." + isolation.over(), isolation.candidates());
  }

  /** What came of a search: how many are to blame, and how they work together. */
  public static Message found(IsolationSummary isolation) {
    String own = OWN_WORDS.contains(isolation.over()) ? isolation.over() + "." : "";
    List<List<Subject>> sets = isolation.culprits();
    return switch (isolation.shape()) {
      case "independent", "joint", "mixed" ->
          sets.size() == 1 && sets.get(0).size() == 1
              ? Message.of(
                  "experiment.found." + own + "one",
                  candidates(isolation),
                  name(sets.get(0).get(0)))
              : Message.of(
                  "experiment.found." + own + isolation.shape(),
                  sets.size(),
                  candidates(isolation),
                  sets.stream().mapToInt(List::size).sum());
      default -> Message.of("experiment.found." + isolation.shape());
    };
  }

  /** Whether a search among settings found no more than the proofs tell. */
  public static boolean isToldByProofs(IsolationSummary isolation) {
    return isolation.over().equals("factors")
        && isolation.shape().equals("independent")
        && limits(isolation).isEmpty();
  }

  /** What limits the answer of a search, and what it would have asked next. */
  public static List<Message> limits(IsolationSummary isolation) {
    List<Message> limits = new ArrayList<>();
    if (!isolation.monotone()) {
      limits.add(Message.of("experiment.limit.not-monotone"));
    }
    if (isolation.flaky()) {
      limits.add(Message.of("experiment.limit.flaky"));
    }
    if (!isolation.complete()) {
      limits.add(Message.of("experiment.limit.ended"));
    }
    isolation.next().ifPresent(next -> limits.add(Message.of("experiment.limit.next", next)));
    if (isolation.confidence() < 1) {
      limits.add(
          Message.of("experiment.limit.confidence", Numbers.percent(isolation.confidence())));
    }
    if (!isolation.unresolved().isEmpty()) {
      limits.add(Message.of("experiment.limit.unresolved", isolation.unresolved().size()));
    }
    return limits;
  }

  /** What a setting, layer, batch or entry is called. */
  public static Object name(Subject subject) {
    return subject.kind() == Subject.Kind.SETTING
        ? Message.of("experiment.factor." + subject.name())
        : subject.name();
  }

  /** What a probe's recipe has that matters; one that was asked as given has nothing to tell. */
  static List<Message> settings(ProbeSummary probe) {
    return probe.settings().isEmpty()
        ? List.of(Message.of("experiment.setting.as-given"))
        : probe.settings();
  }
}
