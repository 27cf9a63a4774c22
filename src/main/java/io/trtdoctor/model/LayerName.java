package io.trtdoctor.model;

/** The name of a layer as the network or TensorRT spells it. */
public record LayerName(String value) implements Comparable<LayerName> {
  public static LayerName of(String value) {
    return new LayerName(value);
  }

  @Override
  public int compareTo(LayerName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
