package io.trtdoctor.check;

import io.trtdoctor.check.LogSearch.Hit;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import java.util.List;
import java.util.regex.Pattern;

/** The common case: a message that can have one meaning only, in a build that did not come out. */
final class SaidInLog {
  private SaidInLog() {}

  /**
   * The finding if the pattern occurs and no engine was built.
   *
   * <p>Groups of the pattern that name something make {@code summary-named} the summary, with the
   * names as its argument, and the names files the finding is about.
   */
  static List<Finding> evident(CaseInputs inputs, Cause cause, Pattern pattern) {
    List<Hit> hits = LogSearch.find(inputs, pattern);
    if (hits.isEmpty() || !LogSearch.failed(inputs)) {
      return List.of();
    }
    List<String> names = hits.get(0).match().groupCount() > 0 ? LogSearch.names(hits) : List.of();
    FindingDraft draft =
        FindingDraft.of(cause, Certainty.EVIDENT, Effect.BREAKS)
            .because("because-log")
            .evidence(LogSearch.evidence(hits))
            .subjects(Subjects.files(names));
    if (!names.isEmpty()) {
      draft.summary("summary-named", String.join(", ", names));
    }
    return List.of(draft.done());
  }
}
