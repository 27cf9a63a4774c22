package io.trtdoctor.repro;

import io.trtdoctor.experiment.OutcomeJudge;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;

/** Judges what came of a case's recipe, its model included. */
public final class CaseJudge {
  private CaseJudge() {}

  /**
   * The diagnosis of a probe.
   *
   * @param recipe with the paths of its files
   */
  public static Diagnosis judge(Recipe recipe, Outcome outcome) {
    return new OutcomeJudge(recipe.model().path().map(OnnxReader::read).map(NetworkGraph::of))
        .judge(recipe, outcome);
  }
}
