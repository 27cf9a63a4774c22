package io.trtdoctor.experiment;

import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The same caches from the other side: those put in are as in the good cache. */
final class MendingVariation implements Variation<TensorName> {
  private final CacheVariation breaking;

  MendingVariation(CacheVariation breaking) {
    this.breaking = breaking;
  }

  @Override
  public String over() {
    return "mending-entries";
  }

  @Override
  public List<TensorName> candidates() {
    return breaking.candidates();
  }

  @Override
  public Recipe with(Set<TensorName> putIn) {
    Set<TensorName> bad = new LinkedHashSet<>(candidates());
    bad.removeAll(putIn);
    return breaking.with(bad);
  }

  @Override
  public Subject subject(TensorName tensor) {
    return breaking.subject(tensor);
  }

  @Override
  public Message asks(Set<TensorName> putIn) {
    return Message.of("experiment.asks.mending", putIn.size(), candidates().size());
  }

  @Override
  public List<Message> settings(Set<TensorName> putIn) {
    return List.of(
        Message.of(
            "experiment.setting.mended",
            Listed.of(
                candidates().stream().filter(putIn::contains).map(TensorName::value).toList())));
  }

  /** A build that is mended names nothing. */
  @Override
  public List<TensorName> suspects(Recipe recipe, Outcome outcome, Set<TensorName> putIn) {
    return List.of();
  }
}
