package io.trtdoctor.trt;

import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.model.CalibratorCall.Binding;
import io.trtdoctor.model.CalibratorCall.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What our calibrators of all four classes do: report every call, copy batches to the device, and
 * let no exception into native code.
 */
final class CalibratorCallbacks implements AutoCloseable {
  private final CalibrationFeed feed;
  private final TensorRt.Listener listener;
  private final List<Pointer> deviceMemory = new ArrayList<>();
  private final List<Object> keptAlive = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private Optional<String> writtenCache = Optional.empty();

  CalibratorCallbacks(CalibrationFeed feed, TensorRt.Listener listener) {
    this.feed = feed;
    this.listener = listener;
  }

  /** What was raised first, kept until the build is over. */
  Optional<String> failure() {
    return failure;
  }

  Optional<String> writtenCache() {
    return writtenCache;
  }

  int batchSize() {
    try {
      int size = feed.batchSize();
      report(Method.GET_BATCH_SIZE, true, size);
      return size;
    } catch (RuntimeException | Error e) {
      failed(Method.GET_BATCH_SIZE, e);
      return 1;
    }
  }

  boolean getBatch(PointerPointer<?> bindings, PointerPointer<?> names, int count) {
    try {
      List<String> inputs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        inputs.add(names.getString(i));
      }
      Handover handover = new Handover(bindings, inputs);
      boolean more = fill(handover, feed.next(inputs));
      report(
          Method.GET_BATCH, more, count, handover.bound(), handover.transfer(), Optional.empty());
      return more;
    } catch (RuntimeException | Error e) {
      failed(Method.GET_BATCH, e);
      return false;
    }
  }

  private boolean fill(Handover handover, CalibrationFeed.Batch batch) {
    if (batch instanceof CalibrationFeed.Batch.Data data) {
      for (int i = 0; i < handover.inputs(); i++) {
        ByteBuffer host = data.inputs().get(i);
        handover.copy(i, host, deviceMemory(i, host.remaining()));
      }
      return true;
    } else if (batch instanceof CalibrationFeed.Batch.HostPointers data) {
      for (int i = 0; i < handover.inputs(); i++) {
        ByteBuffer host = data.inputs().get(i);
        handover.bind(i, pointerTo(host), host.remaining());
      }
      return true;
    } else if (batch instanceof CalibrationFeed.Batch.NullPointers) {
      for (int i = 0; i < handover.inputs(); i++) {
        handover.bind(i, null, 0);
      }
      return true;
    }
    return false;
  }

  private Pointer deviceMemory(int input, long bytes) {
    if (input == deviceMemory.size()) {
      deviceMemory.add(Cuda.allocate(bytes));
    }
    return deviceMemory.get(input);
  }

  private Pointer pointerTo(ByteBuffer host) {
    ByteBuffer direct = Cuda.direct(host);
    Pointer pointer = new BytePointer(direct);
    keptAlive.add(direct);
    keptAlive.add(pointer);
    return pointer;
  }

  Pointer readCache(LongPointer length) {
    try {
      Optional<byte[]> cache = feed.cache();
      long bytes = cache.map(c -> (long) c.length).orElse(0L);
      length.put(bytes);
      report(Method.READ_CALIBRATION_CACHE, cache.isPresent(), bytes);
      return cache.map(this::pointerTo).orElse(null);
    } catch (RuntimeException | Error e) {
      failed(Method.READ_CALIBRATION_CACHE, e);
      length.put(0L);
      return null;
    }
  }

  private Pointer pointerTo(byte[] bytes) {
    BytePointer pointer = new BytePointer(Math.max(1L, bytes.length));
    pointer.put(bytes, 0, bytes.length);
    keptAlive.add(pointer);
    return pointer;
  }

  void writeCache(Pointer cache, long length) {
    try {
      byte[] bytes = new byte[Math.toIntExact(length)];
      new BytePointer(cache).capacity(length).get(bytes);
      writtenCache = Optional.of(new String(bytes, StandardCharsets.UTF_8));
      report(Method.WRITE_CALIBRATION_CACHE, true, length);
    } catch (RuntimeException | Error e) {
      failed(Method.WRITE_CALIBRATION_CACHE, e);
    }
  }

  private void failed(Method method, Throwable e) {
    String what = e.toString();
    if (failure.isEmpty()) {
      failure = Optional.of(what);
    }
    report(method, false, 0, List.of(), OptionalDouble.empty(), Optional.of(what));
  }

  private void report(Method method, boolean answered, long value) {
    report(method, answered, value, List.of(), OptionalDouble.empty(), Optional.empty());
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // no Java exception may cross native code
  private void report(
      Method method,
      boolean answered,
      long value,
      List<Binding> bindings,
      OptionalDouble transfer,
      Optional<String> what) {
    try {
      listener.called(new CalibratorCall(0, method, answered, value, bindings, transfer, what));
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    }
  }

  @Override
  public void close() {
    deviceMemory.forEach(Cuda::free);
    deviceMemory.clear();
    keptAlive.clear();
  }
}
