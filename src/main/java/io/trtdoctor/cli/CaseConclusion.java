package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.diagnosis.ProvedCase;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Judges a model's builds, leaves the case folder if asked to, and prints what it comes to. */
final class CaseConclusion {
  private final ParseResult line;
  private final Session session;
  private final NetworkGraph network;

  /** Concludes a case whose model, cache and output folder the command line names. */
  CaseConclusion(ParseResult line, Session session, NetworkGraph network) {
    this.line = line;
    this.session = session;
    this.network = network;
  }

  /** The folder that cases go to, if one is asked for. */
  static Optional<Path> out(ParseResult line) {
    return Optional.ofNullable(line.<String>matchedOptionValue("--out", null)).map(CaseFiles::path);
  }

  /**
   * Concludes.
   *
   * @param settings how the logs' builds were made
   * @param given the logs that are there besides that of the trial build
   * @param data the calibration data that were read
   * @param forecast what they come to on the CPU
   */
  Diagnosis of(
      BuildSettings settings,
      Map<String, Path> given,
      TrialBuild trial,
      DataInput data,
      CpuForecast forecast) {
    Map<String, Path> logs = new LinkedHashMap<>(given);
    trial.log().ifPresent(file -> logs.put(TrialBuild.LOG_NAME, file));
    Optional<Path> out = out(line);
    Optional<NamedCache> cache = cache().map(this::read);
    Judgement judgement =
        new Judgement(settings, Optional.of(network), cache, data.audit(), data.gpuMemory());
    EventSpool events = out.isPresent() ? EventSpool.open() : EventSpool.none();
    LogsJudged.of(logs, judgement, events, session);
    boolean reported = out.isPresent() || OutputFormat.of(line).isReport();
    List<InputFile> inputs = reported ? inputs(logs) : List.of();
    PredictedScales scales =
        PredictedScales.of(forecast, cache.map(NamedCache::cache), trial.calibrated());
    List<Message> remarks = new ArrayList<>(trial.remarksOn(data));
    remarks.addAll(scales.notes());
    Diagnosis judged = ProvedCase.of(judgement.whole(inputs, remarks), trial.experiment());
    Diagnosis diagnosis = judged.with(scales.prediction(judged.findings()));
    CaseOutput output = new CaseOutput(session, line);
    CaseReport report = output.report(diagnosis, reported ? logs : Map.of());
    out.ifPresent(folder -> output.write(folder, report.with(trial.reportOn(data)), logs, events));
    trial.done();
    DiagnosisPrinter.print(report, line, session);
    return diagnosis;
  }

  private Optional<String> cache() {
    return Optional.ofNullable(line.matchedOptionValue("--cache", null));
  }

  private NamedCache read(String cache) {
    return new NamedCache(cache, CalibrationCacheReader.read(CaseFiles.path(cache)));
  }

  private List<InputFile> inputs(Map<String, Path> logs) {
    String model = line.matchedPositionalValue(0, "");
    List<InputFile> inputs = new ArrayList<>();
    inputs.add(CaseFiles.described("model", model, CaseFiles.path(model)));
    logs.forEach((name, file) -> inputs.add(CaseFiles.described("log", name, file)));
    cache().ifPresent(name -> inputs.add(CaseFiles.described("cache", name, CaseFiles.path(name))));
    return inputs;
  }
}
