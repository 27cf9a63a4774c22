package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.InputFacts;
import io.trtdoctor.data.SampleFacts;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Samples that are the same values again: they tell calibration nothing new. */
public final class CalibrationDataRepeated implements Check {
  private static final Cause CAUSE =
      new Cause(
          "calibration-data-repeated",
          Set.of("accuracy-drop"),
          List.of("real-data"),
          List.of("docs/calibration-data.md"));

  /** A sample and the one that it repeats. */
  private record Repeat(SampleFacts sample, SampleFacts first) {}

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public List<Finding> examine(CaseInputs inputs) {
    return inputs
        .data()
        .filter(data -> !data.generated() && data.samples() > 1)
        .flatMap(CalibrationDataRepeated::examine)
        .stream()
        .toList();
  }

  private static Optional<Finding> examine(DataAudit data) {
    Map<List<Long>, Integer> seen = new HashMap<>();
    List<Repeat> repeats = new ArrayList<>();
    for (int i = 0; i < data.samples(); i++) {
      int place = i;
      List<Long> content =
          data.inputs().stream().map(facts -> facts.samples().get(place).content()).toList();
      Integer first = seen.putIfAbsent(content, i);
      if (first != null) {
        InputFacts facts = data.inputs().get(0);
        repeats.add(new Repeat(facts.samples().get(i), facts.samples().get(first)));
      }
    }
    return repeats.isEmpty() ? Optional.empty() : Optional.of(finding(data, repeats));
  }

  private static Finding finding(DataAudit data, List<Repeat> repeats) {
    boolean all = repeats.size() == data.samples() - 1;
    Repeat one = repeats.get(0);
    List<SampleFacts> samples = repeats.stream().map(Repeat::sample).toList();
    return FindingDraft.of(CAUSE, Certainty.EVIDENT, all ? Effect.DEGRADES : Effect.NOTES)
        .summary(
            all ? "summary-all" : "summary",
            data.samples(),
            repeats.size(),
            one.sample().source(),
            one.first().source())
        .evidence(
            repeats.stream()
                .limit(Evidences.ENOUGH)
                .map(
                    repeat ->
                        new Evidence(repeat.sample().source(), 0, "= " + repeat.first().source()))
                .toList())
        .subjects(DataEvidence.subjects(data, samples))
        .done();
  }
}
