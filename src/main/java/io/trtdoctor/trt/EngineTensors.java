package io.trtdoctor.trt;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** The inputs and outputs of an engine, each in device memory that an execution context knows. */
final class EngineTensors implements AutoCloseable {
  private record Tensor(DataType type, List<Long> shape, Pointer memory, int bytes) {}

  private final ICudaEngine engine;
  private final IExecutionContext context;
  private final LineBridge bridge;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  EngineTensors(ICudaEngine engine, IExecutionContext context, LineBridge bridge) {
    this.engine = engine;
    this.context = context;
    this.bridge = bridge;
    for (int i = 0; i < engine.getNbIOTensors(); i++) {
      String name = engine.getIOTensorName(i);
      boolean input = engine.getTensorIOMode(name).intern() == nvinfer.TensorIOMode.kINPUT;
      (input ? inputs : outputs).add(name);
    }
  }

  List<String> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * Gives inputs their optimal shapes and every tensor its memory.
   *
   * @throws IllegalStateException if TensorRT or CUDA refuses
   */
  void bind(Map<TensorName, ShapeRange> shapes) {
    for (String input : inputs) {
      ShapeRange range = shapes.get(TensorName.of(input));
      if (range != null && !bridge.setInputShape(context, input, range.opt())) {
        throw new IllegalStateException("TensorRT does not take the shape for " + input);
      }
    }
    inputs.forEach(this::bind);
    outputs.forEach(this::bind);
  }

  private void bind(String name) {
    if (engine.getTensorLocation(name).intern() == nvinfer.TensorLocation.kHOST) {
      throw new IllegalStateException(
          "the tensor " + name + " lies in host memory; engines with such tensors are not run");
    }
    DataType type = NativeTypes.dataType(engine.getTensorDataType(name));
    List<Long> shape = bridge.dimensions(context, name);
    int bytes = bytes(name, type, shape);
    Tensor tensor = new Tensor(type, shape, Cuda.allocate(Math.max(1, bytes)), bytes);
    tensors.put(name, tensor);
    if (!context.setTensorAddress(name, tensor.memory())) {
      throw new IllegalStateException("TensorRT does not take the memory for " + name);
    }
  }

  private static int bytes(String name, DataType type, List<Long> shape) {
    if (type.bytes().isEmpty()) {
      throw new IllegalStateException("the tensor " + name + " is of type " + type.tag());
    }
    long bytes = type.bytes().getAsInt();
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalStateException(
            "the shape of " + name + " is known only after a run; such engines are not run");
      }
      bytes = Math.multiplyExact(bytes, dimension);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalStateException("the tensor " + name + " takes " + bytes + " bytes");
    }
    return (int) bytes;
  }

  /** Copies a sample to the device; the values are in the order of {@link #inputs}. */
  void load(List<ByteBuffer> sample) {
    for (int i = 0; i < inputs.size(); i++) {
      Tensor tensor = tensors.get(inputs.get(i));
      ByteBuffer values = sample.get(i);
      if (values.remaining() != tensor.bytes()) {
        throw new IllegalStateException(
            inputs.get(i) + " takes " + tensor.bytes() + " bytes, not " + values.remaining());
      }
      Cuda.copyToDevice(tensor.memory(), values);
    }
  }

  /** Hands every output to the feed. */
  void unload(RunFeed feed) {
    for (String output : outputs) {
      Tensor tensor = tensors.get(output);
      ByteBuffer values = ByteBuffer.allocateDirect(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      Cuda.copyToHost(values, tensor.memory());
      feed.output(output, tensor.type(), tensor.shape(), values);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(tensor -> Cuda.free(tensor.memory()));
    tensors.clear();
  }
}
