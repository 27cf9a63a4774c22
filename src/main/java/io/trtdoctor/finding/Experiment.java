package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.List;

/**
 * What was found out by probes, besides what one build shows by itself.
 *
 * @param probes in the order they were asked, numbered from 1
 * @param proofs what is proved, most important first
 * @param exonerated what was suspected and is not to blame
 * @param isolations what the searches found, in order
 * @param fallbacks builds that avoid the fault, best first; each was made
 * @param notes what else there is to say: what differs from the user's build, what was left open
 */
public record Experiment(
    List<ProbeSummary> probes,
    List<Proof> proofs,
    List<Exoneration> exonerated,
    List<IsolationSummary> isolations,
    List<FallbackBuild> fallbacks,
    List<Message> notes) {
  public Experiment {
    probes = List.copyOf(probes);
    proofs = List.copyOf(proofs);
    exonerated = List.copyOf(exonerated);
    isolations = List.copyOf(isolations);
    fallbacks = List.copyOf(fallbacks);
    notes = List.copyOf(notes);
  }

  /** No probe was run. */
  public static Experiment none() {
    return new Experiment(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public boolean isEmpty() {
    return equals(none());
  }

  /** The probe of that number. */
  public ProbeSummary probe(int number) {
    return probes.get(number - 1);
  }
}
