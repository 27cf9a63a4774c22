package io.trtdoctor.model;

/** The name of a tensor as the network or TensorRT spells it; may hold spaces and {@code ": "}. */
public record TensorName(String value) implements Comparable<TensorName> {
  public static TensorName of(String value) {
    return new TensorName(value);
  }

  @Override
  public int compareTo(TensorName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
