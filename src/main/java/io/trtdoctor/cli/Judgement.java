package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.diagnosis.BuildJudge;
import io.trtdoctor.diagnosis.CaseAssembly;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges one build after the other and keeps what it found, not what it found it in. */
final class Judgement {
  private final BuildSettings given;
  private final Optional<NetworkGraph> network;
  private Optional<NetworkGraph> named;
  private final Optional<NamedCache> cache;
  private final Optional<DataAudit> data;
  private final OptionalLong gpuMemory;
  private final BuildJudge judge;
  private final boolean keepsAll;
  private final List<BuildDiagnosis> builds = new ArrayList<>();
  private BuildSettings settings;
  private int judged;

  /**
   * A judgement by these inputs and the logs to come.
   *
   * @param given what the user says of how the builds were made
   */
  Judgement(BuildSettings given, Optional<NetworkGraph> network, Optional<NamedCache> cache) {
    this(given, network, cache, Optional.empty(), OptionalLong.empty());
  }

  /**
   * The same by what the calibration data are like.
   *
   * @param data empty if there are none
   * @param gpuMemory in bytes, if it is known
   */
  Judgement(
      BuildSettings given,
      Optional<NetworkGraph> network,
      Optional<NamedCache> cache,
      Optional<DataAudit> data,
      OptionalLong gpuMemory) {
    this(given, network, cache, data, gpuMemory, new BuildJudge(Catalogue.all()), true);
  }

  private Judgement(
      BuildSettings given,
      Optional<NetworkGraph> network,
      Optional<NamedCache> cache,
      Optional<DataAudit> data,
      OptionalLong gpuMemory,
      BuildJudge judge,
      boolean keepsAll) {
    this.data = data;
    this.gpuMemory = gpuMemory;
    this.judge = judge;
    this.keepsAll = keepsAll;
    this.given = given;
    this.network = network;
    this.named = network;
    this.cache = cache;
    this.settings = given;
  }

  /**
   * A judgement by logs alone, without tables of tensors and layers.
   *
   * @param keepsAll whether {@link #whole} is to have all builds or only the worst, so that memory
   *     does not grow with their number
   */
  static Judgement byLogsAlone(boolean keepsAll) {
    return new Judgement(
        BuildSettings.unknown(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        BuildJudge.withoutTables(Catalogue.all()),
        keepsAll);
  }

  /**
   * Names of TensorRT's in the builds to come, by what a log tells of their nodes.
   *
   * @param registered as {@link NetworkGraph#withRegisteredLayers} takes it
   */
  void layersOfNextLog(Map<String, LayerName> registered) {
    named = network.map(graph -> graph.withRegisteredLayers(registered));
  }

  /** Judges the build that a log, or a part of one, tells of. */
  BuildDiagnosis of(BuildLog log) {
    BuildSettings known = ShownSettings.in(log, given);
    settings = judged == 0 ? known : settings;
    return keep(
        new CaseInputs(Optional.of(log), known, named.map(graph -> ordered(graph, log)), cache));
  }

  /** The graph with names by the log and by the cache, which counts more. */
  private NetworkGraph ordered(NetworkGraph graph, BuildLog log) {
    return ordered(TensorOrder.applied(graph, TensorOrder.of(log)));
  }

  private NetworkGraph ordered(NetworkGraph graph) {
    return cache
        .map(given -> TensorOrder.applied(graph, TensorOrder.of(given.cache())))
        .orElse(graph);
  }

  /** Judges by what is there besides logs. */
  BuildDiagnosis withoutLog() {
    return keep(new CaseInputs(Optional.empty(), given, network.map(this::ordered), cache));
  }

  /** How many builds were judged. */
  int size() {
    return judged;
  }

  private BuildDiagnosis keep(CaseInputs inputs) {
    BuildDiagnosis build = judge.judge(inputs.withData(data).withGpuMemory(gpuMemory));
    builds.add(build);
    judged++;
    if (!keepsAll) {
      BuildDiagnosis worst = CaseAssembly.worst(builds);
      builds.clear();
      builds.add(worst);
    }
    return build;
  }

  /** All of it; the settings are those of the first build. */
  Diagnosis whole(List<InputFile> inputs, List<Message> remarks) {
    List<Message> notes = new ArrayList<>(remarks);
    notes.addAll(judge.notes());
    return CaseAssembly.assemble(
        builds,
        settings,
        network.map(NetworkGraph::network),
        cache.map(NamedCache::cache),
        inputs,
        notes);
  }
}
