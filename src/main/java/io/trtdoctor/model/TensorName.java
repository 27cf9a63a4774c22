package io.trtdoctor.model;

/** The name of a tensor as the network or TensorRT spells it; may hold spaces and {@code ": "}. */
public record TensorName(String value) implements Comparable<TensorName> {
  public static TensorName of(String value) {
    return new TensorName(value);
  }

  /** Written out because the hash of a record starts slowly, and every run needs this one. */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorName name && value.equals(name.value);
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
