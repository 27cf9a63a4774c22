package io.trtdoctor.report;

import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.CpuPrediction.Cache;
import io.trtdoctor.finding.CpuPrediction.PredictedTensor;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Predictions of scales by hand. */
final class SamplePredictions {
  private SamplePredictions() {}

  /** Two tensors, the first far from what the given cache says. */
  static CpuPrediction of(String data, String tensor) {
    return new CpuPrediction(
        "IInt8EntropyCalibrator2",
        data,
        2,
        20,
        Optional.of(Cache.GIVEN),
        2,
        1,
        List.of(
            tensor(tensor, 0.5f, Optional.of(Scale.of(0.25f)), Optional.empty()),
            tensor("input", 1, Optional.of(Scale.of(1)), Optional.of(TensorName.of(tensor)))));
  }

  /** A tensor with values up to 128, one bar for each. */
  private static PredictedTensor tensor(
      String name, float scale, Optional<Scale> cached, Optional<TensorName> copiedFrom) {
    return new PredictedTensor(
        TensorName.of(name),
        Scale.of(scale),
        127 * scale,
        0.0125,
        scale == 1 ? Double.POSITIVE_INFINITY : 17.5,
        128,
        LongStream.range(0, 128).mapToObj(i -> 128 / (i + 1)).toList(),
        cached,
        copiedFrom);
  }
}
