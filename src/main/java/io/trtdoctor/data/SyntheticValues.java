package io.trtdoctor.data;

import io.trtdoctor.probe.Batches;
import java.nio.ByteBuffer;
import java.util.Random;

/** Values out of one generator, in the order in which they are asked for. */
final class SyntheticValues {
  private static final float NEAR_ZERO = 1e-30f;

  private final Batches.Synthetic how;
  private final Random random;

  SyntheticValues(Batches.Synthetic how) {
    this.how = how;
    this.random = new Random(how.seed());
  }

  /** The next values of one input for one batch. */
  ByteBuffer next(NetworkInput input, int batch) {
    int count = input.count();
    ElementWriter out = new ElementWriter(input.type(), count);
    if (how.distribution() == Batches.Distribution.IMAGES && input.shape().size() > 2) {
      new SyntheticImages(random).put(input.shape(), count, out);
    } else {
      for (int i = 0; i < count; i++) {
        out.put(next());
      }
    }
    if (how.notANumberIn().isPresent() && how.notANumberIn().getAsInt() == batch) {
      out.replaceFirst(Double.NaN);
    }
    return out.buffer();
  }

  private float next() {
    return switch (how.distribution()) {
      case NORMAL, IMAGES -> (float) random.nextGaussian();
      case UNIFORM -> random.nextFloat();
      case ZEROS -> 0f;
      case NEAR_ZERO -> NEAR_ZERO * (float) random.nextGaussian();
      case NAN -> Float.NaN;
    };
  }
}
