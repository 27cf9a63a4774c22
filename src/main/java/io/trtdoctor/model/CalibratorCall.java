package io.trtdoctor.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One callback that TensorRT made into a calibrator, and what it was answered.
 *
 * @param seconds when, from the start of the probe
 * @param method the callback
 * @param answered whether it got data: a batch, a cache; always true for the batch size
 * @param value the batch size, the number of bindings or the length of the cache in bytes
 * @param bindings what was handed over for each input, for {@link Method#GET_BATCH}
 * @param transfer the seconds of them that copying to the GPU took, for {@link Method#GET_BATCH};
 *     empty if nothing was copied, and in recordings of before this was told
 * @param failure what went wrong on our side, told after the build since no Java exception may
 *     cross native code
 */
public record CalibratorCall(
    double seconds,
    Method method,
    boolean answered,
    long value,
    List<Binding> bindings,
    OptionalDouble transfer,
    Optional<String> failure) {
  /** A callback of {@code IInt8Calibrator}. */
  public enum Method {
    GET_BATCH_SIZE,
    GET_BATCH,
    READ_CALIBRATION_CACHE,
    WRITE_CALIBRATION_CACHE
  }

  /** Whose memory a pointer is in, as {@code cudaPointerGetAttributes} says. */
  public enum Memory {
    UNREGISTERED,
    HOST,
    DEVICE,
    MANAGED,
    NULL,
    UNKNOWN
  }

  /**
   * The pointer handed over for one input.
   *
   * @param tensor the input's name
   * @param memory where the pointer points
   * @param bytes the size of the data, 0 where nothing was copied
   */
  public record Binding(String tensor, Memory memory, long bytes) {}

  public CalibratorCall {
    bindings = List.copyOf(bindings);
  }

  /** The same call, made so many seconds after the start of the probe. */
  public CalibratorCall at(double when) {
    return new CalibratorCall(when, method, answered, value, bindings, transfer, failure);
  }
}
