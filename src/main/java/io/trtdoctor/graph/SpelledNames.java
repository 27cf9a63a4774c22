package io.trtdoctor.graph;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * TensorRT 10.6: the layer's name and {@code _output}. A layer's name that is taken gets the next
 * number of one count over the whole network: {@code ONNXTRT_Broadcast_952}. A layer that the
 * parser gives no name is numbered by the layers before it, as in 8.6.
 */
final class SpelledNames implements ParserNames {
  /** How names begin that any node may ask for. */
  private static final String SHARED = "ONNXTRT_";

  /** Nodes whose shape arithmetic takes names, how many was not found out. */
  private static final Set<String> NOT_KNOWN = Set.of("Slice", ParserRules.COMPUTED_PADDING);

  /** Operators that make as many layers as names; of others it was not found out. */
  private static final Set<String> COUNTED =
      Set.of(
          "Add",
          "AveragePool",
          "BatchNormalization",
          "Clip",
          "Conv",
          "Div",
          "GlobalAveragePool",
          "HardSigmoid",
          "HardSwish",
          "LeakyRelu",
          "MaxPool",
          "Mul",
          "Pad",
          "ReduceL2",
          "Relu",
          "Sigmoid",
          "Sub",
          "Tanh");

  private final Set<String> taken = new HashSet<>();
  private int next;
  private int layers;
  private boolean isCounted = true;
  private boolean isKnown = true;

  @Override
  public Optional<String> layer(String type, String name) {
    layers++;
    return taken(name).map(unique -> unique + "_output");
  }

  @Override
  public void unnamed(int count) {
    layers += count;
  }

  @Override
  public Optional<String> unnamed(String type) {
    int number = layers++;
    return isCounted
        ? Optional.of("(Unnamed Layer* " + number + ") [" + type + "]_output")
        : Optional.empty();
  }

  @Override
  public void widths(boolean areConstant) {
    // Constant ones are no layers.
  }

  @Override
  public void made(String kind) {
    isCounted &= COUNTED.contains(kind);
  }

  @Override
  public void passing(String name) {
    taken(name);
  }

  private Optional<String> taken(String name) {
    if (!isKnown && name.startsWith(SHARED)) {
      return Optional.empty();
    }
    if (taken.add(name)) {
      return Optional.of(name);
    }
    String unique = name + "_" + next++;
    taken.add(unique);
    return isKnown ? Optional.of(unique) : Optional.empty();
  }

  @Override
  public boolean isKnown(String kind) {
    return !NOT_KNOWN.contains(kind);
  }

  @Override
  public void lose() {
    isKnown = false;
    isCounted = false;
  }

  @Override
  public boolean scalarsHaveScales() {
    return true;
  }
}
