package io.trtdoctor.trt;

import io.trtdoctor.model.DataType;
import java.util.List;

/** A network that TensorRT's parser made, kept from build to build. */
public interface ParsedNetwork extends AutoCloseable {
  /** An input; -1 stands for a dynamic dimension. */
  record Input(String name, DataType type, List<Long> shape) {
    public Input {
      shape = List.copyOf(shape);
    }
  }

  List<Input> inputs();

  @Override
  void close();
}
