package io.trtdoctor.trt;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorrt.nvinfer.IInt8EntropyCalibrator2;

/** Our {@code IInt8EntropyCalibrator2}. */
@SuppressWarnings("deprecation") // calibration is deprecated from TensorRT 10.1 on
final class Entropy2Calibrator extends IInt8EntropyCalibrator2 {
  private final CalibratorCallbacks callbacks;

  Entropy2Calibrator(CalibratorCallbacks callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public int getBatchSize() {
    return callbacks.batchSize();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the presets declare it
  public boolean getBatch(PointerPointer bindings, PointerPointer names, int count) {
    return callbacks.getBatch(bindings, names, count);
  }

  @Override
  public Pointer readCalibrationCache(LongPointer length) {
    return callbacks.readCache(length);
  }

  @Override
  public void writeCalibrationCache(Pointer cache, long length) {
    callbacks.writeCache(cache, length);
  }
}
