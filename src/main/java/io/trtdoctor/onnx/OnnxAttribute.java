package io.trtdoctor.onnx;

import java.util.List;

/** An attribute of a node to be written. */
public sealed interface OnnxAttribute {
  String name();

  /** A whole number. */
  record Whole(String name, long value) implements OnnxAttribute {}

  /** A list of whole numbers. */
  record Wholes(String name, List<Long> values) implements OnnxAttribute {
    public Wholes {
      values = List.copyOf(values);
    }
  }

  /** A real number. */
  record Real(String name, float value) implements OnnxAttribute {}

  /** A text. */
  record Text(String name, String value) implements OnnxAttribute {}

  static OnnxAttribute of(String name, long value) {
    return new Whole(name, value);
  }

  static OnnxAttribute of(String name, List<Long> values) {
    return new Wholes(name, values);
  }

  static OnnxAttribute of(String name, float value) {
    return new Real(name, value);
  }

  static OnnxAttribute of(String name, String value) {
    return new Text(name, value);
  }
}
