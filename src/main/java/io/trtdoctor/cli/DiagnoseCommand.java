package io.trtdoctor.cli;

import io.trtdoctor.environment.Machine;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** Judges builds by everything that is at hand and leaves a case folder if asked to. */
final class DiagnoseCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        TemplatesOption.addTo(
                CommandLayout.named("diagnose")
                    .argument(0, "MODEL.onnx", true)
                    .values("FILE", "--log")
                    .value("FILE", "--cache")
                    .value("DIR", "--out")
                    .value("SIZE", "--embed-log"))
            .value("REGEX|crash|hang", "--symptom")
            .flag("--no-cpu-calibration");
    return OutputFormat.addTo(ProbeOptions.addTo(SettingsOptions.addTo(layout))).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> diagnose(line, session));
  }

  private static ExitStatus diagnose(ParseResult line, Session session) {
    OutputFormat.check(line);
    ProbeOptions options = new ProbeOptions(line);
    options.check();
    BuildSettings settings = SettingsOptions.read(line);
    Path model = CaseFiles.path(line.matchedPositionalValue(0, ""));
    NetworkGraph network = NetworkGraph.of(OnnxReader.read(model));
    Map<String, Path> logs = logs(line, session);
    DataInput data =
        DataInput.read(options, network.network(), ProfileShapes.of(settings), session);
    TrialBuild trial =
        new TrialBuilder(options, session, settings, Machine.local(), CaseConclusion.out(line))
            .make(model, network, () -> LoggedSymptom.in(logs), !logs.isEmpty(), data);
    CpuForecast forecast =
        CpuForecast.of(model, network.network(), data, settings, options, session);
    Diagnosis diagnosis =
        new CaseConclusion(line, session, network)
            .of(logs.isEmpty() ? trial.settings() : settings, logs, trial, data, forecast);
    return ExitStatus.of(diagnosis.verdict().status());
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
}
