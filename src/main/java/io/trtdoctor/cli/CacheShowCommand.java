package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Layer;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Lists a calibration cache. */
final class CacheShowCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("show")
        .argument(0, "CACHE", true)
        .argument(1, "MODEL.onnx", false)
        .common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String file = line.matchedPositionalValue(0, "");
    CalibrationCache cache = CalibrationCacheReader.read(CaseFiles.path(file));
    Optional<NetworkGraph> graph =
        CacheModel.at(line, 1)
            .map(model -> TensorOrder.applied(model.graph(), TensorOrder.of(cache)));
    if (line.hasMatchedOption("--json")) {
      session.console().print(json(file, cache, graph));
    } else {
      print(session, file, cache, graph);
    }
    return ExitStatus.FINE;
  }

  private static void print(
      Session session, String file, CalibrationCache cache, Optional<NetworkGraph> graph) {
    session.print(heading(file, cache));
    Table table = new Table().row(columns(session.texts(), graph.isPresent()));
    cache.entries().forEach(entry -> table.row(cells(entry, graph)));
    table.lines(0).forEach(session.console()::print);
    cache
        .unreadable()
        .forEach(bad -> session.print(Message.of("cli.cache.unreadable", bad.line(), bad.text())));
  }

  private static String[] columns(Texts texts, boolean withLayers) {
    return Stream.of("line", "scale", "range", "layer", "tensor", "node")
        .filter(column -> withLayers || !Set.of("layer", "node").contains(column))
        .map(column -> texts.text("cli.cache." + column))
        .toArray(String[]::new);
  }

  private static String[] cells(Entry entry, Optional<NetworkGraph> graph) {
    String number = Integer.toString(entry.line());
    String scale = Decimals.of(entry.scale());
    String range = Decimals.of(entry.scale().range());
    String tensor = entry.tensor().value();
    Optional<Layer> layer = graph.flatMap(g -> CacheModel.layer(g, entry.tensor()));
    String operator = layer.map(Layer::operator).orElse("-");
    String node = layer.map(l -> l.name().value()).orElse("-");
    return graph.isPresent()
        ? new String[] {number, scale, range, operator, tensor, node}
        : new String[] {number, scale, range, tensor};
  }

  static Message heading(String file, CalibrationCache cache) {
    long zeros = cache.entries().stream().filter(e -> e.scale().value() == 0).count();
    Object header =
        cache.header().isEmpty() ? Message.of("cli.cache.no-header") : (Object) cache.header();
    return Message.of("cli.cache.heading", file, header, cache.entries().size(), zeros);
  }

  private static String json(String file, CalibrationCache cache, Optional<NetworkGraph> graph) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("cache", file);
          json.writeStringField("header", cache.header());
          json.writeStringField("version", cache.version().map(Object::toString).orElse(null));
          json.writeStringField(
              "calibrator", cache.algorithm().map(CalibrationAlgorithm::className).orElse(null));
          JsonText.list(json, "entries", cache.entries(), entry -> entry(json, entry, graph));
          JsonText.list(
              json,
              "unreadable",
              cache.unreadable(),
              bad -> {
                json.writeStartObject();
                json.writeNumberField("line", bad.line());
                json.writeStringField("text", bad.text());
                json.writeEndObject();
              });
        });
  }

  /** An entry as an object; a number that JSON has none for is null, the bits tell. */
  static void entry(JsonGenerator json, Entry entry, Optional<NetworkGraph> graph)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", entry.line());
    json.writeStringField("tensor", entry.tensor().value());
    Decimals.write(json, "scale", entry.scale().value());
    Decimals.write(json, "range", entry.scale().limit());
    json.writeStringField("hex", entry.hex());
    if (graph.isPresent()) {
      Optional<Layer> layer = CacheModel.layer(graph.orElseThrow(), entry.tensor());
      json.writeStringField("layer", layer.map(Layer::operator).orElse(null));
      json.writeStringField("node", layer.map(l -> l.name().value()).orElse(null));
    }
    json.writeEndObject();
  }
}
