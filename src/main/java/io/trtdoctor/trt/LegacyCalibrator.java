package io.trtdoctor.trt;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorrt.nvinfer.IInt8LegacyCalibrator;

/**
 * Our {@code IInt8LegacyCalibrator}. The presets can make one in 8.6 only; since we are compiled
 * against 10.6, where it has no such constructor, what that constructor does is done by name.
 */
@SuppressWarnings("deprecation") // calibration is deprecated from TensorRT 10.1 on
final class LegacyCalibrator extends IInt8LegacyCalibrator {
  /** The quantile and cutoff that TensorRT's samples use. */
  private static final double QUANTILE = 0.9999;

  private static final double CUTOFF = 1.0;

  private final CalibratorCallbacks callbacks;

  LegacyCalibrator(CalibratorCallbacks callbacks) {
    super((Pointer) null);
    this.callbacks = callbacks;
    try {
      Method allocate = IInt8LegacyCalibrator.class.getDeclaredMethod("allocate");
      allocate.setAccessible(true);
      allocate.invoke(this);
    } catch (NoSuchMethodException e) {
      throw new RefusalException("the legacy calibrator is offered for TensorRT 8.6 only", e);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new RefusalException("the legacy calibrator cannot be made", e);
    }
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

  @Override
  public double getQuantile() {
    return QUANTILE;
  }

  @Override
  public double getRegressionCutoff() {
    return CUTOFF;
  }

  @Override
  public Pointer readHistogramCache(LongPointer length) {
    length.put(0L);
    return null;
  }

  @Override
  public void writeHistogramCache(Pointer cache, long length) {
    // not kept: a probe is decided by its recipe alone
  }
}
