package io.trtdoctor.graph;

import java.util.Optional;

/**
 * TensorRT 8.6: {@code (Unnamed Layer* 26) [Activation]_output}, where 26 layers come before it.
 */
final class NumberedNames implements ParserNames {
  private int layers;
  private boolean isKnown = true;

  @Override
  public Optional<String> layer(String type, String name) {
    int number = layers++;
    return isKnown
        ? Optional.of("(Unnamed Layer* " + number + ") [" + type + "]_output")
        : Optional.empty();
  }

  @Override
  public void unnamed(int count) {
    layers += count;
  }

  @Override
  public void passing(String name) {
    // It takes no number.
  }

  @Override
  public boolean isKnown(String operator) {
    return true;
  }

  @Override
  public void lose() {
    isKnown = false;
  }

  @Override
  public boolean scalarsHaveScales() {
    return false;
  }

  @Override
  public boolean softmaxIsCopied() {
    return true;
  }
}
