package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import java.util.List;

/** Looks for one cause. Implementations hold no state and never touch a file or a GPU. */
public interface Check {
  Cause cause();

  /** The findings of this cause in one build; empty if nothing speaks for it. */
  List<Finding> examine(CaseInputs inputs);
}
