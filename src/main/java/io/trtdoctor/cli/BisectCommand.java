package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.experiment.Bisection.GoodScales;
import io.trtdoctor.experiment.Bisection.Over;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** Searches what of one kind is to blame for a symptom of the user's choosing. */
final class BisectCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("bisect")
            .argument(0, "MODEL.onnx", true)
            .value("layers|outputs|batches|cache|network", "--over")
            .value("REGEX|crash|hang|accuracy:[METRIC:]THRESHOLD", "--symptom")
            .value("FILE|calibrate|none", "--good-cache")
            .value("FILE", "--cache")
            .value("DIR", "--out")
            .value("SIZE", "--embed-log");
    return OutputFormat.addTo(
            ProbeOptions.addTo(SettingsOptions.addTo(TemplatesOption.addTo(layout))))
        .common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return Interruption.watching(() -> bisect(line, session));
  }

  private static ExitStatus bisect(ParseResult line, Session session) {
    OutputFormat.check(line);
    BuildSettings settings = SettingsOptions.read(line);
    Path model = CaseFiles.path(line.matchedPositionalValue(0, ""));
    NetworkGraph network = NetworkGraph.of(OnnxReader.read(model));
    ProbeOptions options = new ProbeOptions(line);
    Hunt hunt = new Hunt(over(line), SymptomChoice.parse(symptom(line)), good(line));
    ProbeStation station =
        new ProbeStations(options, session, Machine.local())
            .find(false)
            .orElseThrow(() -> new MachineLacksException(Message.of("cli.bisect.nowhere")));
    DataInput data =
        DataInput.read(options, network.network(), ProfileShapes.of(settings), session);
    data.given().ifPresent(GivenData::requireFit);
    TrialBuild trial =
        new TrialBuilder(options, session, settings, Machine.local(), CaseConclusion.out(line))
            .bisected(station, model, network, hunt, data);
    Diagnosis diagnosis =
        new CaseConclusion(line, session, network)
            .of(trial.settings(), Map.of(), trial, data, CpuForecast.none());
    return status(diagnosis.experiment());
  }

  private static Over over(ParseResult line) {
    String word = line.matchedOptionValue("--over", "layers");
    try {
      return Over.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(Message.of("cli.bisect.over", word), e);
    }
  }

  private static String symptom(ParseResult line) {
    if (!line.hasMatchedOption("--symptom")) {
      throw new UsageException(Message.of("cli.bisect.no-symptom"));
    }
    return line.matchedOptionValue("--symptom", "");
  }

  private static GoodScales good(ParseResult line) {
    String word = line.matchedOptionValue("--good-cache", "calibrate");
    return switch (word) {
      case "calibrate" -> new GoodScales.Calibrated();
      case "none" -> new GoodScales.Removed();
      default -> new GoodScales.Given(CalibrationCacheReader.read(CaseFiles.path(word)));
    };
  }

  /** Whether something was found to blame. */
  private static ExitStatus status(Experiment experiment) {
    return experiment.isolations().stream()
            .map(IsolationSummary::culprits)
            .anyMatch(culprits -> !culprits.isEmpty())
        ? ExitStatus.CAUSE_NAMED
        : ExitStatus.UNDETERMINED;
  }
}
