package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A network from lines such as {@code constant NAME}, {@code input NAME}, {@code output NAME} and
 * {@code layer OPERATOR NAME INPUTS OUTPUTS}, the fields parted by tabs, names by commas.
 */
final class SketchedNetwork {
  private final Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
  private final List<Layer> layers = new ArrayList<>();
  private final List<TensorName> inputs = new ArrayList<>();
  private final List<TensorName> outputs = new ArrayList<>();

  static SketchedNetwork of(String... lines) {
    SketchedNetwork sketch = new SketchedNetwork();
    Arrays.stream(lines).forEach(line -> sketch.add(line.split("\t", -1)));
    return sketch;
  }

  static SketchedNetwork efficientVit() throws IOException {
    Path file = Path.of("src/test/resources/networks/efficientvit_b0.tsv.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      return of(reader.lines().toArray(String[]::new));
    }
  }

  Network network() {
    return new Network("sketch", "", 8, Map.of("", 17L), layers, tensors, inputs, outputs, 0);
  }

  /** Constants, shapes and everything computed from such alone. */
  Set<TensorName> constants() {
    Set<TensorName> constants = new HashSet<>();
    tensors.values().stream()
        .filter(t -> t.kind() == Tensor.Kind.CONSTANT)
        .forEach(t -> constants.add(t.name()));
    for (Layer layer : layers) {
      if (layer.operator().equals("Shape") || constants.containsAll(layer.inputs())) {
        constants.addAll(layer.outputs());
      }
    }
    return constants;
  }

  private void add(String[] fields) {
    switch (fields[0]) {
      case "constant" -> tensor(fields[1], Tensor.Kind.CONSTANT);
      case "input" -> inputs.add(tensor(fields[1], Tensor.Kind.INPUT));
      case "output" -> outputs.add(tensor(fields[1], Tensor.Kind.OUTPUT));
      case "layer" -> layer(fields);
      default -> throw new IllegalArgumentException(fields[0]);
    }
  }

  private void layer(String[] fields) {
    layers.add(
        new Layer(
            layers.size(),
            LayerName.of(fields[2]),
            fields[1],
            "",
            names(fields[3]),
            names(fields[4]),
            Map.of(),
            ""));
    names(fields[4]).forEach(name -> tensor(name.value(), Tensor.Kind.ACTIVATION));
  }

  private static List<TensorName> names(String text) {
    return Arrays.stream(text.split(",")).filter(n -> !n.isEmpty()).map(TensorName::of).toList();
  }

  private TensorName tensor(String text, Tensor.Kind kind) {
    TensorName name = TensorName.of(text);
    tensors.putIfAbsent(name, new Tensor(name, DataType.UNKNOWN, Optional.empty(), kind));
    return name;
  }
}
