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
  private static final String[] COLUMNS = {
    "index", "layer", "type", "precision", "output_types", "lifted_from", "lifted_to", "metadata"
  };

  private LayersCsv() {}

  static String of(Fallback fallback) {
    StringWriter out = new StringWriter();
    try {
      write(fallback, new CsvTable(out, COLUMNS));
    } catch (IOException e) {
      throw new UncheckedIOException("a table in memory cannot fail", e);
    }
    return out.toString();
  }

  private static void write(Fallback fallback, CsvTable csv) throws IOException {
    Map<String, LiftedLayer> lifted =
        fallback.lifted().stream()
            .collect(
                Collectors.toMap(
                    layer -> layer.name().value(), Function.identity(), (first, again) -> first));
    for (BuilderLayer layer : fallback.layers()) {
      row(csv, layer, Optional.ofNullable(lifted.get(layer.name())));
    }
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
