package io.trtdoctor.report;

import io.trtdoctor.escape.CsvTable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every tensor of a case with what is known of its scale. */
final class TensorTable {
  /**
   * A tensor.
   *
   * @param producer the ONNX node that computes it or that TensorRT made it for, empty if there is
   *     none or no model
   * @param scale the scale in effect by the log
   * @param cached its entry in the calibration cache
   * @param missing whether the log says that it has no scale
   */
  record Row(
      TensorName name,
      Optional<Layer> producer,
      Optional<Tensor> tensor,
      Optional<Scale> scale,
      Optional<CalibrationCache.Entry> cached,
      boolean missing) {
    String kind() {
      return tensor.map(t -> TableWords.kind(t.kind())).orElse("");
    }

    String type() {
      return tensor.map(t -> t.type().tag()).orElse("");
    }

    String shape() {
      return tensor.flatMap(Tensor::shape).map(TensorTable::shape).orElse("");
    }
  }

  private final BuildDiagnosis build;
  private final Optional<Network> network;
  private final boolean hasCache;
  private final Map<TensorName, Layer> producers = new HashMap<>();
  private final Map<String, Layer> layers = new HashMap<>();
  private final Map<TensorName, CalibrationCache.Entry> entries = new HashMap<>();

  TensorTable(Diagnosis diagnosis, BuildDiagnosis build) {
    this.build = build;
    this.network = diagnosis.network();
    this.hasCache = diagnosis.cache().isPresent();
    network.ifPresent(
        n -> n.layers().forEach(layer -> layer.outputs().forEach(t -> producers.put(t, layer))));
    network.ifPresent(n -> n.layers().forEach(layer -> layers.put(layer.name().value(), layer)));
    diagnosis.cache().ifPresent(c -> c.entries().forEach(e -> entries.put(e.tensor(), e)));
  }

  Row row(TensorName name) {
    return new Row(
        name,
        Optional.ofNullable(producers.get(name)).or(() -> madeFor(name)),
        network.flatMap(n -> n.tensor(name)),
        Optional.ofNullable(build.scales().get(name)),
        Optional.ofNullable(entries.get(name)),
        build.missingScales().contains(name));
  }

  private Optional<Layer> madeFor(TensorName name) {
    return Optional.ofNullable(build.onnxNodes().get(name.value())).map(layers::get);
  }

  boolean hasCache() {
    return hasCache;
  }

  /** Those of the network in its order, then those that only the log or the cache names. */
  Set<TensorName> names() {
    Set<TensorName> names = new LinkedHashSet<>();
    network.ifPresent(n -> names.addAll(n.tensors().keySet()));
    names.addAll(build.scales().keySet());
    names.addAll(build.missingScales());
    names.addAll(entries.keySet().stream().sorted().toList());
    return names;
  }

  void writeCsv(Writer out) throws IOException {
    CsvTable csv =
        new CsvTable(
            out,
            "tensor",
            "onnx_node",
            "operator",
            "type",
            "shape",
            "scale_in_effect",
            "range_min",
            "range_max",
            "in_cache",
            "cache_line",
            "cache_scale",
            "missing",
            "kind");
    for (TensorName name : names()) {
      csvRow(csv, row(name));
    }
  }

  private void csvRow(CsvTable csv, Row row) throws IOException {
    Optional<DynamicRange> range = row.scale().map(Scale::range);
    csv.row(
        row.name().value(),
        row.producer().map(layer -> layer.name().value()).orElse(""),
        row.producer().map(Layer::operator).orElse(""),
        row.type(),
        row.shape(),
        row.scale().<Object>map(Scale::value).orElse(""),
        range.<Object>map(DynamicRange::min).orElse(""),
        range.<Object>map(DynamicRange::max).orElse(""),
        hasCache ? TableWords.yesOrNo(row.cached().isPresent()) : "",
        row.cached().<Object>map(CalibrationCache.Entry::line).orElse(""),
        row.cached().<Object>map(entry -> entry.scale().value()).orElse(""),
        TableWords.yesOrNo(row.missing()),
        row.kind());
  }

  private static String shape(List<Long> dimensions) {
    return dimensions.stream()
        .map(d -> d < 0 ? "?" : d.toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
