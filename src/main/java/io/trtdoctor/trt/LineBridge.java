package io.trtdoctor.trt;

import io.trtdoctor.model.ShapeRange;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;

/**
 * The one place where the lines of TensorRT differ: dimensions are {@code Dims32} in 8.6 and {@code
 * Dims64} from 10 on, with numbers of 32 and 64 bits.
 */
final class LineBridge {
  private static final String PACKAGE = "org.bytedeco.tensorrt.nvinfer.";

  private final MethodHandle getDimensions;
  private final MethodHandle setProfileDimensions;
  private final MethodHandle setInputShape;
  private final MethodHandle getTensorShape;
  private final MethodHandle newDims;
  private final MethodHandle rank;
  private final MethodHandle setRank;
  private final MethodHandle dimension;
  private final MethodHandle setDimension;
  private final boolean wide;

  LineBridge() {
    wide = exists("Dims64");
    Class<?> dims = find(wide ? "Dims64" : "Dims32");
    Class<?> number = wide ? long.class : int.class;
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      getDimensions =
          lookup.findVirtual(ITensor.class, "getDimensions", MethodType.methodType(dims));
      setProfileDimensions =
          lookup.findVirtual(
              IOptimizationProfile.class,
              "setDimensions",
              MethodType.methodType(boolean.class, String.class, OptProfileSelector.class, dims));
      setInputShape =
          lookup.findVirtual(
              IExecutionContext.class,
              "setInputShape",
              MethodType.methodType(boolean.class, String.class, dims));
      getTensorShape =
          lookup.findVirtual(
              IExecutionContext.class, "getTensorShape", MethodType.methodType(dims, String.class));
      newDims = lookup.findConstructor(dims, MethodType.methodType(void.class));
      rank = lookup.findVirtual(dims, "nbDims", MethodType.methodType(int.class));
      setRank = lookup.findVirtual(dims, "nbDims", MethodType.methodType(dims, int.class));
      dimension = lookup.findVirtual(dims, "d", MethodType.methodType(number, int.class));
      setDimension = lookup.findVirtual(dims, "d", MethodType.methodType(dims, int.class, number));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new RefusalException("these presets of TensorRT are of no line we know", e);
    }
  }

  private static boolean exists(String name) {
    try {
      Class.forName(PACKAGE + name, false, LineBridge.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw new RefusalException("these presets of TensorRT are of no line we know", e);
    }
  }

  /** The tensor's dimensions, -1 for a dynamic one. */
  List<Long> dimensions(ITensor tensor) {
    try (Pointer dims = (Pointer) getDimensions.invoke(tensor)) {
      return shape(dims);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The dimensions that a tensor has in an execution context, -1 for one that is not known. */
  List<Long> dimensions(IExecutionContext context, String tensor) {
    try (Pointer dims = (Pointer) getTensorShape.invoke(context, tensor)) {
      return shape(dims);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private List<Long> shape(Pointer dims) throws Throwable {
    int n = (int) rank.invoke(dims);
    if (n < 0) {
      throw new IllegalStateException("TensorRT knows no shape for a tensor that it has");
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      shape.add(wide ? (long) dimension.invoke(dims, i) : (int) dimension.invoke(dims, i));
    }
    return shape;
  }

  /** Whether the context took the shape for the input. */
  boolean setInputShape(IExecutionContext context, String input, List<Integer> shape) {
    try (Pointer dims = dims(shape)) {
      return (boolean) setInputShape.invoke(context, input, dims);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Whether the profile took the three shapes. */
  boolean setDimensions(IOptimizationProfile profile, String input, ShapeRange range) {
    return set(profile, input, OptProfileSelector.kMIN, range.min())
        && set(profile, input, OptProfileSelector.kOPT, range.opt())
        && set(profile, input, OptProfileSelector.kMAX, range.max());
  }

  private boolean set(
      IOptimizationProfile profile, String input, OptProfileSelector which, List<Integer> shape) {
    try (Pointer dims = dims(shape)) {
      return (boolean) setProfileDimensions.invoke(profile, input, which, dims);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private Pointer dims(List<Integer> shape) throws Throwable {
    Pointer dims = (Pointer) newDims.invoke();
    Object unused = setRank.invoke(dims, shape.size());
    for (int i = 0; i < shape.size(); i++) {
      unused =
          wide
              ? setDimension.invoke(dims, i, (long) shape.get(i))
              : setDimension.invoke(dims, i, (int) shape.get(i));
    }
    return dims;
  }

  private static IllegalStateException broken(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    } else if (e instanceof IllegalStateException known) {
      return known;
    }
    return new IllegalStateException("the presets of TensorRT do not do as they declare", e);
  }
}
