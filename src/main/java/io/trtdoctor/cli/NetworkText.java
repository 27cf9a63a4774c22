package io.trtdoctor.cli;

import io.trtdoctor.graph.KernelDoubt;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.graph.ScaleCopyGroup;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A network as tables for a terminal. */
final class NetworkText {
  private static final int INDENT = 2;

  private final Texts texts;

  NetworkText(Texts texts) {
    this.texts = texts;
  }

  String of(String file, NetworkGraph graph) {
    StringJoiner out = new StringJoiner("\n");
    Network network = graph.network();
    heading(out, file, network);
    section(out, "layers", network.layers().size(), layers(graph));
    section(out, "tensors", network.tensors().size(), tensors(graph));
    section(out, "groups", graph.scaleCopyGroups().size(), groups(graph.scaleCopyGroups()));
    section(out, "doubts", graph.int8KernelDoubts().size(), doubts(graph.int8KernelDoubts()));
    return out.toString();
  }

  private void heading(StringJoiner out, String file, Network network) {
    out.add(
        texts.text(
            "cli.inspect.heading",
            file,
            network.producer().isEmpty()
                ? Message.of("cli.inspect.unknown-producer")
                : (Object) network.producer(),
            network.irVersion(),
            opsets(network)));
    out.add(
        texts.text(
            "cli.inspect.size",
            network.layers().size(),
            network.tensors().size(),
            megabytes(network.weightBytes())));
    out.add(texts.text("cli.inspect.inputs", described(network, network.inputs())));
    out.add(texts.text("cli.inspect.outputs", described(network, network.outputs())));
  }

  static String opsets(Network network) {
    return network.opsets().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(o -> o.getKey().isEmpty() ? o.getValue().toString() : o.getKey() + " " + o.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }

  private static String described(Network network, List<TensorName> names) {
    return names.stream()
        .map(
            name ->
                name
                    + network
                        .tensor(name)
                        .map(tensor -> " " + tensor.type().tag() + " " + shape(tensor))
                        .orElse(""))
        .collect(Collectors.joining(", "));
  }

  static String shape(Tensor tensor) {
    return tensor
        .shape()
        .map(
            dimensions ->
                dimensions.stream()
                    .map(d -> d < 0 ? "?" : Long.toString(d))
                    .collect(Collectors.joining("x", "[", "]")))
        .orElse("?");
  }

  private void section(StringJoiner out, String name, int size, Table table) {
    out.add("");
    out.add(texts.text("cli.inspect." + name, size));
    if (size > 0) {
      table.lines(INDENT).forEach(out::add);
    }
  }

  private Table layers(NetworkGraph graph) {
    Set<Layer> index = new HashSet<>(graph.indexLayers());
    Table table = titled("number", "operator", "int8", "name");
    for (Layer layer : graph.network().layers()) {
      table.row(
          Integer.toString(layer.index()),
          layer.domain().isEmpty() ? layer.operator() : layer.domain() + "." + layer.operator(),
          index.contains(layer) ? texts.text("cli.inspect.refused") : "",
          layer.scope().isEmpty() ? layer.name().value() : layer.scope() + "/" + layer.name());
    }
    return table;
  }

  private Table tensors(NetworkGraph graph) {
    Table table = titled("type", "shape", "kind", "scale", "name");
    for (Tensor tensor : graph.network().tensors().values()) {
      table.row(
          tensor.type().tag(),
          shape(tensor),
          tensor.kind().name().toLowerCase(Locale.ROOT),
          texts.text("cli.inspect." + (graph.needsNoScale(tensor.name()) ? "no" : "yes")),
          tensor.name().value());
    }
    return table;
  }

  private Table groups(List<ScaleCopyGroup> groups) {
    Table table = titled("tensor-count", "through", "source");
    for (ScaleCopyGroup group : groups) {
      table.row(
          Integer.toString(group.tensors().size()),
          group.layers().stream().map(Layer::operator).distinct().collect(Collectors.joining(",")),
          group.source().value());
    }
    return table;
  }

  private Table doubts(List<KernelDoubt> doubts) {
    Table table = titled("share", "operator", "name", "reason");
    for (KernelDoubt doubt : doubts) {
      table.row(
          String.format(Locale.ROOT, "%.2f", doubt.probability()),
          doubt.layer().operator(),
          doubt.layer().name().value(),
          texts.render(doubt.reason()));
    }
    return table;
  }

  private Table titled(String... columns) {
    String[] titles = new String[columns.length];
    for (int i = 0; i < columns.length; i++) {
      titles[i] = texts.text("cli.inspect.column." + columns[i]);
    }
    return new Table().row(titles);
  }
}
