package io.trtdoctor.fallback;

import io.trtdoctor.escape.CsvTable;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.DataType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table of all layers with what was asked of each and which were lifted. */
final class LayersCsv {
  private LayersCsv() {}

  static String of(Fallback fallback) {
    Map<String, LiftedLayer> lifted =
        fallback.lifted().stream()
            .collect(
                Collectors.toMap(
                    layer -> layer.name().value(), Function.identity(), (first, again) -> first));
    StringWriter out = new StringWriter();
    try {
      CsvTable csv =
          new CsvTable(
              out,
              "index",
              "layer",
              "type",
              "precision",
              "output_types",
              "lifted_from",
              "lifted_to",
              "metadata");
      for (BuilderLayer layer : fallback.layers()) {
        row(csv, layer, Optional.ofNullable(lifted.get(layer.name())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a table in memory cannot fail", e);
    }
    return out.toString();
  }

  private static void row(CsvTable csv, BuilderLayer layer, Optional<LiftedLayer> lifted)
      throws IOException {
    csv.row(
        layer.index(),
        layer.name(),
        layer.type(),
        layer.precision().map(DataType::tag).orElse(""),
        types(layer.outputTypes()),
        lifted.map(change -> change.from().tag()).orElse(""),
        lifted.map(change -> change.to().map(DataType::tag).orElse("none")).orElse(""),
        layer.metadata());
  }

  private static String types(List<DataType> types) {
    return types.stream().map(DataType::tag).collect(Collectors.joining("+"));
  }
}
