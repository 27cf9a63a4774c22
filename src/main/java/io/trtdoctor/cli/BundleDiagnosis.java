package io.trtdoctor.cli;

import io.trtdoctor.bundle.OpenedBundle;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.diagnosis.ProvedCase;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.EngineLayers;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.probe.RecipeSettings;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.OwnBuild;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Judges again what a bundle tells of. */
final class BundleDiagnosis {
  private final OpenedBundle bundle;
  private final ProbeOptions options;
  private final Session session;
  private final Optional<NetworkGraph> network;
  private final Optional<RecordedProbe> failing;
  private final Map<String, Path> logs = new LinkedHashMap<>();

  BundleDiagnosis(OpenedBundle bundle, ProbeOptions options, Session session) {
    this.bundle = bundle;
    this.options = options;
    this.session = session;
    this.network = bundle.file(OpenedBundle.MODEL).map(OnnxReader::read).map(NetworkGraph::of);
    this.failing = bundle.failing();
    addLogs();
  }

  private void addLogs() {
    String text = failing.map(p -> ProbeLog.text(p.outcome().observations())).orElse("");
    if (!text.isBlank()) {
      try {
        logs.put(TrialBuild.LOG_NAME, Files.writeString(CaseFiles.temporary(".log"), text));
      } catch (IOException e) {
        throw CaseFiles.noRoom(e);
      }
    }
    bundle.manifest().files().keySet().stream()
        .filter(name -> name.startsWith("logs/"))
        .forEach(name -> bundle.file(name).ifPresent(file -> logs.put(name, file)));
  }

  /** The build alone, without what further probes found out. */
  Diagnosis ofTheBuild() {
    return diagnosis(EventSpool.none(), List.of(), Experiment.none());
  }

  /** All of it, written as a case. */
  CaseReport written(ParseResult line, Path out) {
    EventSpool events = EventSpool.open();
    List<InputFile> inputs = new ArrayList<>();
    bundle
        .file(OpenedBundle.MODEL)
        .ifPresent(f -> inputs.add(CaseFiles.described("model", OpenedBundle.MODEL, f)));
    logs.forEach((name, file) -> inputs.add(CaseFiles.described("log", name, file)));
    bundle
        .cache()
        .ifPresent(f -> inputs.add(CaseFiles.described("cache", f.getFileName().toString(), f)));
    Diagnosis diagnosis = diagnosis(events, inputs, experiment());
    CaseOutput output = new CaseOutput(session, line);
    CaseReport report = output.report(diagnosis, logs).with(ownBuild());
    output.write(out, report, logs, events);
    return report;
  }

  private Diagnosis diagnosis(EventSpool events, List<InputFile> inputs, Experiment experiment) {
    BuildSettings settings =
        failing.map(p -> RecipeSettings.of(p.recipe())).orElseGet(BuildSettings::unknown);
    Judgement judgement = new Judgement(settings, network, bundle.cache().map(this::named));
    LogsJudged.of(logs, judgement, events, session);
    List<Message> remarks =
        new ArrayList<>(failing.map(p -> OutcomeText.of(p.outcome())).orElse(List.of()));
    if (bundle.manifest().model().weights().equals("made-up")) {
      remarks.add(Message.of("cli.open.made-up"));
    }
    return ProvedCase.of(judgement.whole(inputs, remarks), experiment);
  }

  private NamedCache named(Path cache) {
    return new NamedCache(cache.getFileName().toString(), CalibrationCacheReader.read(cache));
  }

  /** What the recording answers; the searches that it does not hold stay unanswered. */
  private Experiment experiment() {
    boolean whole = bundle.manifest().model().network().equals("whole");
    if (failing.isEmpty() || network.isEmpty() || !whole || bundle.recording().isEmpty()) {
      return Experiment.none();
    }
    RecordedStation station = new RecordedStation(bundle.recording().get(), options);
    if (!station.hasRoomForExperiments()) {
      return Experiment.none();
    }
    Recipe recipe = failing.get().recipe();
    Outcome outcome = failing.get().outcome();
    try (ProbeRunner runner = station.runner(recipe, message -> {})) {
      return new Experiments(options, session, station, runner, Set.of())
          .of(
              recipe,
              outcome,
              network.get(),
              Optional.empty(),
              CaseJournal.open(Optional.empty(), Optional.empty(), recipe));
    }
  }

  private OwnBuild ownBuild() {
    if (failing.isEmpty()) {
      return OwnBuild.none();
    }
    Recipe recipe = failing.get().recipe();
    Map<String, Path> files = new LinkedHashMap<>();
    Optional.ofNullable(logs.get(TrialBuild.LOG_NAME))
        .ifPresent(log -> files.put(TrialBuild.LOG_NAME, log));
    bundle.recording().ifPresent(file -> files.put(CaseJournal.NAME, file));
    return new OwnBuild(
        Message.of("cli.open.recorded"),
        recipe.hash(),
        RecipeJson.canonical(recipe),
        failing.get().outcome().observations().machine(),
        EngineLayers.of(failing.get().outcome().observations()),
        files);
  }
}
