package io.trtdoctor.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** Stands for the name of values that the parser makes itself. */
  private static final String OWN_VALUES = "(own values)";

  private static final String CAST = "ONNXTRT_castHelper";

  /** What layers are called that compute with dimensions. */
  private static final List<String> ARITHMETIC =
      List.of("ONNXTRT_ShapeTensorFromDims", "ONNXTRT_ShapeElementWise", "ONNXTRT_ShapeSlice");

  /** How many names for values and arithmetic a slice takes, by its step. */
  private static final Map<Long, Integer> SLICES = Map.of(1L, 31, 2L, 37, -1L, 39);

  private static final int WIDTHS = 9;

  /** Nodes whose shape arithmetic takes names, how many was not found out. */
  private static final Set<String> NOT_KNOWN = Set.of(ParserRules.SPECIAL + "Slice");

  /** Nodes that may have values made by the parser. */
  private static final Set<String> DOUBTFUL =
      Set.of(
          "AveragePool",
          "BatchNormalization",
          "Clip",
          "ConvTranspose",
          "DepthToSpace",
          "Dropout",
          "Expand",
          "GlobalMaxPool",
          "Greater",
          "LRN",
          "MaxPool",
          "Resize",
          "SpaceToDepth",
          "Split",
          "Tile",
          "Where");

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
  private boolean isDoubtful;
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
  public void widths(boolean areConstant, String name) {
    if (!areConstant) {
      isCounted = false;
      taken(name);
      taken(name);
      arithmetic(WIDTHS);
    }
  }

  @Override
  public void bounds(int count, Optional<Long> step) {
    isCounted = false;
    Optional<Integer> names = step.map(SLICES::get);
    names.ifPresentOrElse(this::slice, this::lose);
  }

  private void slice(int names) {
    taken(CAST);
    taken(CAST);
    arithmetic(names);
  }

  /** Which name comes how often does not matter once each of them is taken. */
  private void arithmetic(int names) {
    ownValues(1);
    ARITHMETIC.forEach(this::taken);
    for (int i = ARITHMETIC.size() + 1; i < names; i++) {
      taken(ARITHMETIC.get(0));
    }
  }

  @Override
  public void ownValues(int count) {
    if (isDoubtful) {
      lose();
    }
    for (int i = 0; i < count; i++) {
      taken(OWN_VALUES);
    }
  }

  @Override
  public boolean isLost() {
    return !isKnown;
  }

  @Override
  public void made(String kind) {
    isCounted &= COUNTED.contains(kind);
    isDoubtful |= DOUBTFUL.contains(kind);
    if (isDoubtful && taken.contains(OWN_VALUES)) {
      lose();
    }
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
