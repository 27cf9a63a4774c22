package io.trtdoctor.trt;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a calibrator hands over. Whatever these methods throw is kept, answered to TensorRT as "no
 * more", and told after the build.
 */
public interface CalibrationFeed {
  /** What {@code getBatch} answers. */
  sealed interface Batch {
    /** Data for each name asked for, in that order, in host memory; it is copied to the device. */
    record Data(List<ByteBuffer> inputs) implements Batch {
      public Data {
        inputs = List.copyOf(inputs);
      }
    }

    /** The same, but the pointers into host memory are handed over, which is a fault on purpose. */
    record HostPointers(List<ByteBuffer> inputs) implements Batch {
      public HostPointers {
        inputs = List.copyOf(inputs);
      }
    }

    /** Null pointers, a fault on purpose. */
    record NullPointers() implements Batch {}

    /** No more batches. */
    record End() implements Batch {}
  }

  int batchSize();

  /** The next batch for the inputs in the order in which TensorRT names them. */
  Batch next(List<String> inputs);

  /** What {@code readCalibrationCache} returns; empty for null. */
  Optional<byte[]> cache();
}
