package io.trtdoctor.trt;

import io.trtdoctor.model.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What an engine is run on, and what hears of its outputs. */
public interface RunFeed {
  /**
   * The next sample: values for the inputs in the order asked for, in host memory; empty for no
   * more.
   *
   * @throws RefusalException if there are none to be had
   */
  Optional<List<ByteBuffer>> next(List<String> inputs);

  /**
   * Hears of one output of the sample that was handed over last.
   *
   * @param values elements of that type in memory order, for the time of this call
   */
  void output(String tensor, DataType type, List<Long> shape, ByteBuffer values);
}
