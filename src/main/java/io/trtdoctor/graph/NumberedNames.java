package io.trtdoctor.graph;

import java.util.Optional;

/**
 * TensorRT 8.6: {@code (Unnamed Layer* 26) [Activation]_output}, where 26 layers come before it.
 */
final class NumberedNames implements ParserNames {
  private static final int CONSTANT_WIDTHS = 4;

  private static final int COMPUTED_WIDTHS = 7;

  private int layers;
  private boolean isKnown = true;

  @Override
  public Optional<String> layer(String type, String name) {
    return unnamed(type);
  }

  @Override
  public Optional<String> unnamed(String type) {
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
  public void bounds(int count, Optional<Long> step) {
    layers += count;
  }

  @Override
  public void ownValues(int count) {
    // They take no number.
  }

  @Override
  public boolean isLost() {
    return !isKnown;
  }

  @Override
  public void widths(boolean areConstant, String name) {
    layers += areConstant ? CONSTANT_WIDTHS : COMPUTED_WIDTHS;
  }

  @Override
  public void made(String kind) {
    // All layers are counted already.
  }

  @Override
  public void passing(String name) {
    // It takes no number.
  }

  @Override
  public boolean isKnown(String kind) {
    return !kind.equals("InstanceNormalization");
  }

  @Override
  public void lose() {
    isKnown = false;
  }

  @Override
  public boolean scalarsHaveScales() {
    return false;
  }
}
