package io.trtdoctor.repro;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.diagnosis.BuildJudge;
import io.trtdoctor.diagnosis.CaseAssembly;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Judges what came of a recipe with all that a user would have: log, settings, model and cache. */
public final class CaseJudge {
  private CaseJudge() {}

  /**
   * The diagnosis of a probe.
   *
   * @param recipe with the paths of its files
   */
  public static Diagnosis judge(Recipe recipe, Outcome outcome) {
    BuildJudge judge = new BuildJudge(Catalogue.all());
    BuildSettings settings = RecipeSettings.of(recipe);
    Optional<NetworkGraph> network =
        recipe.model().path().map(OnnxReader::read).map(NetworkGraph::of);
    Optional<NamedCache> cache =
        recipe.calibrationCache().flatMap(FileRef::path).map(CaseJudge::cache);
    List<BuildLog> logs = ProbeLog.builds(outcome.observations(), "builder.log");
    List<BuildDiagnosis> builds =
        (logs.isEmpty()
                ? List.of(Optional.<BuildLog>empty())
                : logs.stream().map(Optional::of).toList())
            .stream()
                .map(log -> judge.judge(new CaseInputs(log, settings, network, cache)))
                .toList();
    return CaseAssembly.assemble(
        builds,
        settings,
        network.map(NetworkGraph::network),
        cache.map(NamedCache::cache),
        List.of(),
        judge.notes());
  }

  private static NamedCache cache(Path file) {
    return new NamedCache(file.getFileName().toString(), CalibrationCacheReader.read(file));
  }
}
