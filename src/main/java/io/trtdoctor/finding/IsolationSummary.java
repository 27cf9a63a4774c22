package io.trtdoctor.finding;

import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/**
 * What a search among candidates found.
 *
 * @param over what was searched: {@code factors}, {@code layers}, {@code outputs}, {@code batches},
 *     {@code cache}, {@code network}, or {@code mending-entries}: entries of a good cache that mend
 *     a failing one, where what is said of culprits holds of what mends
 * @param candidates how many there were
 * @param shape how the culprits work together: {@code independent}, {@code joint}, {@code mixed},
 *     {@code fails-without}, {@code passes-with-all} or {@code unknown}
 * @param culprits each is enough by itself, and needs all of its members
 * @param unresolved candidates of which nothing could be told
 * @param probes the numbers of the probes that this rests on
 * @param monotone false if a set passed although a part of it fails
 * @param flaky whether equal probes were answered differently
 * @param complete false if a limit ended the search
 * @param confidence how likely this is right, from 0 to 1
 * @param next what would be asked next, where a limit ended the search
 */
public record IsolationSummary(
    String over,
    int candidates,
    String shape,
    List<List<Subject>> culprits,
    List<Subject> unresolved,
    List<Integer> probes,
    boolean monotone,
    boolean flaky,
    boolean complete,
    double confidence,
    Optional<Message> next) {
  public IsolationSummary {
    culprits = culprits.stream().map(List::copyOf).toList();
    unresolved = List.copyOf(unresolved);
    probes = List.copyOf(probes);
  }
}
