package io.trtdoctor.calibrator;

import io.trtdoctor.model.CacheHeader;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorRtVersion;
import java.util.ArrayList;
import java.util.List;

/** Results of a calibration as the cache that TensorRT would write. */
public final class CacheContent {
  private CacheContent() {}

  /**
   * The cache.
   *
   * @param version the TensorRT that is to read it
   */
  public static CalibrationCache of(
      List<TensorCalibration> tensors, CalibrationAlgorithm algorithm, TensorRtVersion version) {
    List<Entry> entries = new ArrayList<>();
    for (TensorCalibration tensor : tensors) {
      Scale scale = tensor.scale();
      entries.add(
          new Entry(entries.size() + 2, tensor.tensor(), scale, Integer.toHexString(scale.bits())));
    }
    CacheHeader header = CacheHeader.of(version, algorithm);
    return new CalibrationCache(
        header.text(), header.version(), header.algorithm(), entries, List.of());
  }
}
