package io.trtdoctor.graph;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * TensorRT 10.6: the layer's name and {@code _output}. A layer's name that is taken gets the next
 * number of one count over the whole network: {@code ONNXTRT_Broadcast_952}.
 */
final class SpelledNames implements ParserNames {
  /** How names begin that any node may ask for. */
  private static final String SHARED = "ONNXTRT_";

  /** Operators whose shape arithmetic takes names, how many was not found out. */
  private static final Set<String> NOT_KNOWN = Set.of("Slice", "Pad");

  private final Set<String> taken = new HashSet<>();
  private int next;
  private boolean isKnown = true;

  @Override
  public Optional<String> layer(String type, String name) {
    return taken(name).map(unique -> unique + "_output");
  }

  @Override
  public void unnamed(int count) {
    // They take no names.
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
  public boolean isKnown(String operator) {
    return !NOT_KNOWN.contains(operator);
  }

  @Override
  public void lose() {
    isKnown = false;
  }

  @Override
  public boolean scalarsHaveScales() {
    return true;
  }

  @Override
  public boolean softmaxIsCopied() {
    return false;
  }
}
