package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the ONNX nodes and tensors behind the names that TensorRT prints.
 *
 * <p>The spellings are those of the recordings of 8.6.1 and 10.6.0. A name is tried as it stands
 * first, since ONNX allows any characters in names.
 */
final class TensorRtNames {
  private static final int MOST_NESTING = 64;
  private static final int MOST_RANGES = 8;
  private static final String FUSED = " + ";
  private static final String POINTWISE = "PWN(";
  private static final String FOREIGN = "{ForeignNode[";
  private static final String FOREIGN_END = "]}";
  private static final String RANGE = "...";

  /**
   * {@code Reformatting CopyNode for Input Tensor 0 to X}, {@code Reformatted Input Tensor 0 to X}.
   */
  private static final Pattern REFORMAT =
      Pattern.compile(
          "Reformatt(?:ing CopyNode for|ed) (Input|Output) Tensor (\\d{1,4}) (?:to|from) (.+)");

  /** What TensorRT appends to a name: {@code [CONVOLUTION]}, {@code copy}, a number and so on. */
  private static final Pattern DECORATION =
      Pattern.compile("(.+?)(?:\\[[A-Z][A-Z0-9_]*\\]| copy|_clone_\\d+|_output|_\\d+)");

  private static final Pattern UNNAMED =
      Pattern.compile("(\\(Unnamed Layer\\* \\d+\\) \\[[^\\]]+\\])_output");

  private static final Pattern NO_SCALE =
      Pattern.compile(
          "\\(Unnamed Layer\\* \\d+\\) \\[(?:Constant|Shape|Shuffle)\\](?:_output)?.*"
              + "|ONNXTRT_(?:Broadcast|Shape|castHelper).*");

  private final Topology topology;
  private final Network network;
  private final Map<String, LayerName> registered;
  private final Map<String, Layer> layersByName = new HashMap<>();

  TensorRtNames(Network network, Topology topology, Map<String, LayerName> registered) {
    this.network = network;
    this.topology = topology;
    this.registered = registered;
    network.layers().forEach(layer -> layersByName.putIfAbsent(layer.name().value(), layer));
  }

  List<Layer> layers(String name) {
    Map<Integer, Layer> found = new TreeMap<>();
    collect(name.strip(), found, 0);
    return List.copyOf(found.values());
  }

  /**
   * The nodes of unnamed layers, from a list of tensors in TensorRT's order: what the parser adds
   * for a node comes before the node's own output, so an unnamed tensor belongs to the node of the
   * next tensor that the network knows.
   */
  Map<String, LayerName> unnamedLayers(List<String> tensors) {
    Map<String, LayerName> nodes = new HashMap<>();
    Optional<LayerName> node = Optional.empty();
    for (int i = tensors.size() - 1; i >= 0; i--) {
      Matcher unnamed = UNNAMED.matcher(tensors.get(i));
      if (unnamed.matches()) {
        node.ifPresent(name -> nodes.put(unnamed.group(1), name));
      } else {
        node = topology.producer(TensorName.of(tensors.get(i))).map(Layer::name);
      }
    }
    return nodes;
  }

  Optional<TensorName> tensor(String name) {
    String rest = name.strip();
    for (int i = 0; i < MOST_NESTING; i++) {
      if (network.tensors().containsKey(TensorName.of(rest))) {
        return Optional.of(TensorName.of(rest));
      }
      Matcher reformat = REFORMAT.matcher(rest);
      if (reformat.matches()) {
        return reformatted(reformat);
      }
      Matcher decoration = DECORATION.matcher(rest);
      if (!decoration.matches()) {
        return Optional.empty();
      }
      rest = decoration.group(1);
    }
    return Optional.empty();
  }

  /**
   * Whether a tensor that TensorRT made itself is a constant, a shape or a copy of one: in the
   * healthy recordings such tensors lack a scale ({@code (Unnamed Layer* 183) [Constant]_output},
   * {@code (Unnamed Layer* 702) [Shuffle]_output}, {@code ONNXTRT_Broadcast_949_output}).
   */
  static boolean isMadeWithoutScale(String name) {
    return NO_SCALE.matcher(name).matches();
  }

  private Optional<TensorName> reformatted(Matcher reformat) {
    int position = Integer.parseInt(reformat.group(2));
    boolean isInput = reformat.group(1).equals("Input");
    List<Layer> layers = layers(reformat.group(3));
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    Layer end = layers.get(isInput ? 0 : layers.size() - 1);
    List<TensorName> tensors = isInput ? end.inputs() : end.outputs();
    return position < tensors.size() ? Optional.of(tensors.get(position)) : Optional.empty();
  }

  private void collect(String name, Map<Integer, Layer> found, int depth) {
    Optional<Layer> exact = exact(name);
    if (exact.isPresent() || depth > MOST_NESTING) {
      exact.ifPresent(layer -> found.put(layer.index(), layer));
      return;
    }
    Matcher reformat = REFORMAT.matcher(name);
    if (reformat.matches()) {
      collect(reformat.group(3), found, depth + 1);
    } else if (name.startsWith(FOREIGN) && name.endsWith(FOREIGN_END)) {
      foreign(name.substring(FOREIGN.length(), name.length() - FOREIGN_END.length()), found, depth);
    } else if (splits(name, FUSED).size() > 1) {
      splits(name, FUSED).forEach(part -> collect(part, found, depth + 1));
    } else if (name.startsWith(POINTWISE) && name.endsWith(")")) {
      String inside = name.substring(POINTWISE.length(), name.length() - 1);
      splits(inside, ", ").forEach(part -> collect(part, found, depth + 1));
    } else {
      undecorated(name, found, depth);
    }
  }

  private void undecorated(String name, Map<Integer, Layer> found, int depth) {
    Matcher decoration = DECORATION.matcher(name);
    if (decoration.matches()) {
      collect(decoration.group(1), found, depth + 1);
    }
  }

  private Optional<Layer> exact(String name) {
    return Optional.ofNullable(layersByName.get(name))
        .or(
            () ->
                Optional.ofNullable(registered.get(name))
                    .map(node -> layersByName.get(node.value())))
        .or(() -> topology.producer(TensorName.of(name)));
  }

  /**
   * {@code first...last}: everything from one to the other; either may be a name of ours or not.
   */
  private void foreign(String inside, Map<Integer, Layer> found, int depth) {
    int dots = inside.indexOf(RANGE);
    for (int tries = 0; dots >= 0 && tries < MOST_RANGES; tries++) {
      List<Layer> first = nested(inside.substring(0, dots), depth);
      List<Layer> last = nested(inside.substring(dots + RANGE.length()), depth);
      if (!first.isEmpty() && !last.isEmpty()) {
        topology.between(first, last).forEach(layer -> found.put(layer.index(), layer));
        return;
      }
      last.forEach(layer -> found.putIfAbsent(layer.index(), layer));
      first.forEach(layer -> found.putIfAbsent(layer.index(), layer));
      dots = inside.indexOf(RANGE, dots + 1);
    }
    if (!inside.contains(RANGE)) {
      collect(inside, found, depth + 1);
    }
  }

  private List<Layer> nested(String name, int depth) {
    Map<Integer, Layer> found = new TreeMap<>();
    collect(name, found, depth + 1);
    return List.copyOf(found.values());
  }

  /** Splits at a separator outside parentheses. */
  private static List<String> splits(String name, String separator) {
    List<String> parts = new ArrayList<>();
    int open = 0;
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '(') {
        open++;
      } else if (c == ')') {
        open--;
      } else if (open == 0 && name.startsWith(separator, i)) {
        parts.add(name.substring(start, i).strip());
        start = i + separator.length();
        i = start - 1;
      }
    }
    parts.add(name.substring(start).strip());
    return parts;
  }
}
