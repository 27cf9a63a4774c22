package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.text.Message;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Shows a network the way TensorRT's INT8 build has to deal with it. */
final class InspectCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("inspect")
            .argument(0, "MODEL.onnx", true)
            .value("TENSOR", "--trace")
            .value("FILE", "--cache");
    return SettingsOptions.addTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String file = line.matchedPositionalValue(0, "");
    NetworkGraph graph = NetworkGraph.of(OnnxReader.read(CaseFiles.path(file)));
    boolean asJson = line.hasMatchedOption("--json");
    Optional<String> traced = Optional.ofNullable(line.matchedOptionValue("--trace", null));
    if (traced.isPresent()) {
      ScaleTrace trace = trace(graph, traced.orElseThrow(), line);
      TraceText text = new TraceText(session.texts());
      session.console().print(asJson ? TraceJson.of(trace) : text.of(trace));
    } else {
      NetworkText text = new NetworkText(session.texts());
      session
          .console()
          .print(asJson ? NetworkJson.of(file, graph, session.texts()) : text.of(file, graph));
    }
    return ExitStatus.FINE;
  }

  private static ScaleTrace trace(NetworkGraph network, String name, ParseResult line) {
    Optional<CalibrationCache> cache =
        Optional.ofNullable(line.<String>matchedOptionValue("--cache", null))
            .map(CaseFiles::path)
            .map(CalibrationCacheReader::read);
    NetworkGraph graph =
        cache.map(c -> TensorOrder.applied(network, TensorOrder.of(c))).orElse(network);
    TensorName tensor =
        graph
            .tensorBehind(name)
            .or(() -> graph.layersBehind(name).stream().map(l -> TensorName.of(name)).findFirst())
            .orElseThrow(() -> new UsageException(Message.of("cli.inspect.no-tensor", name)));
    return graph.trace(tensor, SettingsOptions.read(line), cache);
  }
}
