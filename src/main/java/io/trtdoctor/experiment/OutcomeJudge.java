package io.trtdoctor.experiment;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.diagnosis.BuildJudge;
import io.trtdoctor.diagnosis.CaseAssembly;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Network;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Judges what came of a recipe with all that a user would have: log, settings, model and cache. */
public final class OutcomeJudge {
  private static final String LOG = "builder.log";

  private final Optional<NetworkGraph> network;

  /** A judge of builds of that network. */
  public OutcomeJudge(Optional<NetworkGraph> network) {
    this.network = network;
  }

  /**
   * The diagnosis of a probe.
   *
   * @param recipe with the paths of its files
   */
  public Diagnosis judge(Recipe recipe, Outcome outcome) {
    BuildJudge judge = new BuildJudge(Catalogue.all());
    BuildSettings settings = RecipeSettings.of(recipe);
    Optional<NamedCache> cache =
        recipe.calibrationCache().flatMap(FileRef::path).map(OutcomeJudge::cache);
    List<BuildLog> logs = ProbeLog.builds(outcome.observations(), LOG);
    List<BuildDiagnosis> builds =
        (logs.isEmpty()
                ? List.of(Optional.<BuildLog>empty())
                : logs.stream().map(Optional::of).toList())
            .stream()
                .map(
                    log ->
                        judge.judge(known(recipe, new CaseInputs(log, settings, network, cache))))
                .toList();
    return CaseAssembly.assemble(
        builds,
        settings,
        network.map(NetworkGraph::network),
        cache.map(NamedCache::cache),
        List.of(),
        judge.notes());
  }

  /** With the audit of calibration data that are NaN throughout, which the log cannot tell. */
  private CaseInputs known(Recipe recipe, CaseInputs inputs) {
    return recipe.batches() instanceof Batches.Synthetic made && made.isAllNotANumber()
        ? inputs.withData(
            network
                .map(NetworkGraph::network)
                .filter(all -> isShaped(all, recipe))
                .map(all -> DataAudit.of(made, all, recipe.shapes())))
        : inputs;
  }

  private static boolean isShaped(Network network, Recipe recipe) {
    return NetworkInput.of(network, recipe.shapes()).stream().noneMatch(NetworkInput::isOpen);
  }

  /** The causes that are named, most important first. */
  List<String> causes(Recipe recipe, Outcome outcome) {
    return judge(recipe, outcome).findings().stream().map(Finding::cause).distinct().toList();
  }

  private static NamedCache cache(Path file) {
    return new NamedCache(file.getFileName().toString(), CalibrationCacheReader.read(file));
  }
}
