package io.trtdoctor.experiment;

import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.probe.Until;
import io.trtdoctor.search.Answer;
import io.trtdoctor.search.CulpritSearch;
import io.trtdoctor.search.Isolation;
import io.trtdoctor.search.Reply;
import io.trtdoctor.search.SearchListener;
import io.trtdoctor.search.SearchOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Searches variations with the laboratory's probes. */
final class Search {
  private final Laboratory laboratory;
  private final SearchOptions options;

  Search(Laboratory laboratory, SearchOptions options) {
    this.laboratory = laboratory;
    this.options = options;
  }

  /** What a search found, and which sets were answered how on the way. */
  record Found<T>(Isolation<T> isolation, Map<Set<T>, Answer> answers, IsolationSummary summary) {}

  <T> Found<T> run(Variation<T> variation, Symptom symptom, Until until)
      throws InterruptedException {
    int before = laboratory.probes().size();
    Map<Set<T>, Answer> answers = new LinkedHashMap<>();
    Isolation<T> isolation =
        CulpritSearch.among(variation.candidates())
            .weighted(variation::weight)
            .with(options)
            .heardBy(
                new SearchListener<>() {
                  @Override
                  public void asking(Set<T> subset) {
                    // the laboratory tells of it
                  }

                  @Override
                  public void answered(Set<T> subset, Reply<T> reply, int left, int expected) {
                    answers.put(Set.copyOf(subset), reply.answer());
                    laboratory.expect(left, expected);
                  }
                })
            .run(laboratory.question(variation, symptom, until));
    return new Found<>(isolation, answers, summary(variation, isolation, before));
  }

  private <T> IsolationSummary summary(Variation<T> variation, Isolation<T> isolation, int before) {
    return new IsolationSummary(
        variation.over(),
        variation.candidates().size(),
        isolation.shape().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        isolation.culprits().stream().map(set -> subjects(variation, set)).toList(),
        subjects(variation, isolation.unresolved()),
        laboratory.numbersAfter(before),
        isolation.monotone(),
        isolation.flaky(),
        isolation.complete(),
        isolation.confidence(),
        isolation.next().map(variation::asks));
  }

  /** In the order of the candidates. */
  private static <T> List<Subject> subjects(Variation<T> variation, Set<T> some) {
    return variation.candidates().stream().filter(some::contains).map(variation::subject).toList();
  }
}
