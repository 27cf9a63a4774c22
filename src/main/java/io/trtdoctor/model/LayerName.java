package io.trtdoctor.model;

/** The name of a layer as the network or TensorRT spells it. */
public record LayerName(String value) implements Comparable<LayerName> {
  public static LayerName of(String value) {
    return new LayerName(value);
  }

  /** Written out because the hash of a record starts slowly, and every run needs this one. */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerName name && value.equals(name.value);
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
