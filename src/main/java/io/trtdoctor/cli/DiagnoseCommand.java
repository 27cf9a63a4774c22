package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.diagnosis.ProvedCase;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Judges builds by everything that is at hand and leaves a case folder if asked to. */
final class DiagnoseCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("diagnose")
            .argument(0, "MODEL.onnx", true)
            .values("FILE", "--log")
            .value("FILE", "--cache")
            .value("DIR", "--out")
            .value("REGEX|crash|hang", "--symptom");
    return ProbeOptions.addTo(SettingsOptions.addTo(layout)).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> diagnose(line, session));
  }

  private static ExitStatus diagnose(ParseResult line, Session session) {
    BuildSettings settings = SettingsOptions.read(line);
    String model = line.matchedPositionalValue(0, "");
    Optional<String> cache = Optional.ofNullable(line.matchedOptionValue("--cache", null));
    Optional<String> out = Optional.ofNullable(line.matchedOptionValue("--out", null));
    NetworkGraph network = NetworkGraph.of(OnnxReader.read(CaseFiles.path(model)));
    Map<String, Path> logs = logs(line, session);
    TrialBuild trial =
        new TrialBuilder(
                new ProbeOptions(line),
                session,
                settings,
                Machine.local(),
                out.map(CaseFiles::path))
            .make(CaseFiles.path(model), network, () -> LoggedSymptom.in(logs), !logs.isEmpty());
    Judgement judgement =
        new Judgement(
            logs.isEmpty() ? trial.settings() : settings,
            Optional.of(network),
            cache.map(DiagnoseCommand::read));
    trial.log().ifPresent(file -> logs.put(TrialBuild.LOG_NAME, file));
    EventSpool events = out.isPresent() ? EventSpool.open() : EventSpool.none();
    LogsJudged.of(logs, judgement, events, session);
    List<InputFile> inputs = out.isPresent() ? inputs(model, cache, logs) : List.of();
    Diagnosis diagnosis =
        ProvedCase.of(judgement.whole(inputs, trial.remarks()), trial.experiment());
    out.ifPresent(
        folder ->
            new CaseOutput(session, line).write(folder, diagnosis, logs, events, trial.report()));
    trial.done();
    DiagnosisPrinter.print(diagnosis, line, session);
    return ExitStatus.of(diagnosis.verdict().status());
  }

  private static NamedCache read(String cache) {
    return new NamedCache(cache, CalibrationCacheReader.read(CaseFiles.path(cache)));
  }

  /** The logs by name; standard input is kept in a file, because a case reads its logs twice. */
  private static Map<String, Path> logs(ParseResult line, Session session) {
    Map<String, Path> logs = new LinkedHashMap<>();
    for (String name : line.matchedOptionValue("--log", List.<String>of())) {
      logs.computeIfAbsent(
          name,
          n ->
              n.equals(CaseFiles.STANDARD_INPUT)
                  ? CaseFiles.spooled(session.standardInput())
                  : CaseFiles.path(n));
    }
    return logs;
  }

  private static List<InputFile> inputs(
      String model, Optional<String> cache, Map<String, Path> logs) {
    List<InputFile> inputs = new ArrayList<>();
    inputs.add(CaseFiles.described("model", model, CaseFiles.path(model)));
    logs.forEach((name, file) -> inputs.add(CaseFiles.described("log", name, file)));
    cache.ifPresent(name -> inputs.add(CaseFiles.described("cache", name, CaseFiles.path(name))));
    return inputs;
  }
}
