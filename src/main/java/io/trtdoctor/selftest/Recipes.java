package io.trtdoctor.selftest;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Recipe;

/** The recipes of a self-test: all INT8 with the entropy 2 calibrator. */
final class Recipes {
  private static final int BATCHES = 2;
  private static final long SEED = 1;
  private static final int SAMPLES = 3;
  private static final long SAMPLE_SEED = 2;
  private static final int WARM_UPS = 20;
  private static final int RUNS = 200;

  private final Bench bench;

  Recipes(Bench bench) {
    this.bench = bench;
  }

  Recipe healthy() {
    return with(Batches.Synthetic.normal(SEED, BATCHES));
  }

  Recipe noBatches() {
    return with(new Batches.None());
  }

  /** The one whose costs are compared: kernels are timed once for all if timings are kept. */
  Recipe measured() {
    return noBatches().toBuilder().timingCache(bench.settings().timingCache().isPresent()).build();
  }

  Recipe hostPointer() {
    return with(new Batches.Faulty(Batches.Synthetic.normal(SEED, 0), Batches.Fault.HOST_POINTER));
  }

  /** What engines are run on. */
  static Measure measure() {
    return new Measure(Batches.Synthetic.normal(SAMPLE_SEED, SAMPLES), WARM_UPS, RUNS);
  }

  /** TensorRT's own default precision, FP32. */
  Recipe fp32() {
    return Recipe.of(bench.model(), bench.settings().line().name())
        .optimizationLevel(bench.level())
        .build();
  }

  private Recipe with(Batches batches) {
    return fp32().toBuilder()
        .flags(BuilderFlag.INT8)
        .calibrator(CalibrationAlgorithm.ENTROPY_2, batches)
        .build();
  }
}
