package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Set;

/** Candidates, and the recipe that is made with some of them put in. */
public interface Variation<T> {
  /** What it varies: {@code factors}, {@code layers}, {@code cache} and so on. */
  String over();

  /** In an order in which neighbours belong together; distinct. */
  List<T> candidates();

  /** The recipe with these put in and all others as they are in the passing build. */
  Recipe with(Set<T> putIn);

  /** What a candidate is to a reader. */
  Subject subject(T candidate);

  /** The question whether it fails with these put in. */
  Message asks(Set<T> putIn);

  /** What the recipe with these put in has, one line each. */
  List<Message> settings(Set<T> putIn);

  /** How suspect a candidate is before anything was tried; 1 is as suspect as any. */
  default double weight(T candidate) {
    return 1;
  }

  /** Candidates that the outcome of a failing build points at, most suspect first. */
  default List<T> suspects(Recipe recipe, Outcome outcome, Set<T> putIn) {
    return NamedInErrors.of(outcome, putIn, candidate -> subject(candidate).name());
  }
}
