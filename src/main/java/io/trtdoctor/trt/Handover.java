package io.trtdoctor.trt;

import io.trtdoctor.model.CalibratorCall.Binding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** One answer to {@code getBatch}: what is bound for each input, and how long copying it took. */
final class Handover {
  private static final double NANOS = 1e9;

  private final PointerPointer<?> bindings;
  private final List<String> inputs;
  private final List<Binding> bound = new ArrayList<>();
  private OptionalDouble transfer = OptionalDouble.empty();

  Handover(PointerPointer<?> bindings, List<String> inputs) {
    this.bindings = bindings;
    this.inputs = inputs;
  }

  /** How many inputs TensorRT asks for. */
  int inputs() {
    return inputs.size();
  }

  /** Copies what remains of a buffer to the device and binds it there. */
  void copy(int input, ByteBuffer host, Pointer device) {
    ByteBuffer direct = Cuda.direct(host);
    long start = System.nanoTime();
    Cuda.copyToDevice(device, new BytePointer(direct), direct.remaining());
    double seconds = (System.nanoTime() - start) / NANOS;
    transfer = OptionalDouble.of(transfer.orElse(0) + seconds);
    bind(input, device, host.remaining());
  }

  /** Binds a pointer, null for none, to so many bytes. */
  void bind(int input, Pointer pointer, long bytes) {
    bindings.put(input, pointer);
    bound.add(new Binding(inputs.get(input), Cuda.memoryOf(pointer), bytes));
  }

  List<Binding> bound() {
    return List.copyOf(bound);
  }

  /** The seconds that copying took; empty if nothing was copied. */
  OptionalDouble transfer() {
    return transfer;
  }
}
