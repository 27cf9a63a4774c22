package io.trtdoctor.trt;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives TensorRT's objects back.
 *
 * <p>TensorRT 8.6 has {@code destroy()}. From 10 on C++ code says {@code delete}, which the presets
 * do not offer for objects that TensorRT made; but they do have it for objects made by their own
 * constructors, and since the destructors are virtual the same function serves both. Where that
 * fails the object is left alone, so nothing breaks but memory is not given back. The system
 * property {@code trtdoctor.free=false} switches it off.
 */
final class NativeObjects {
  private static final boolean ON = !"false".equals(System.getProperty("trtdoctor.free"));
  private static final Map<Class<?>, Long> DELETE_FUNCTIONS = new ConcurrentHashMap<>();

  private NativeObjects() {}

  /** Destroys the object, if it is one; it must not be used again. */
  static void free(Pointer object) {
    if (!ON || object == null || object.isNull()) {
      return;
    }
    try {
      if (!destroy(object)) {
        delete(object);
      }
    } catch (ReflectiveOperationException e) {
      System.err.println("trt-doctor: cannot give back a " + object.getClass() + ": " + e);
    }
  }

  private static boolean destroy(Pointer object) throws ReflectiveOperationException {
    try {
      Method destroy = object.getClass().getMethod("destroy");
      destroy.invoke(object);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static void delete(Pointer object) throws ReflectiveOperationException {
    long function = deleteFunction(object.getClass());
    if (function == 0) {
      return;
    }
    Method init =
        Pointer.class.getDeclaredMethod("init", long.class, long.class, long.class, long.class);
    init.setAccessible(true);
    init.invoke(object, object.address(), 1L, object.address(), function);
    object.deallocate();
  }

  private static long deleteFunction(Class<?> type) throws ReflectiveOperationException {
    Long known = DELETE_FUNCTIONS.get(type);
    if (known == null) {
      known = findDeleteFunction(type);
      DELETE_FUNCTIONS.put(type, known);
    }
    return known;
  }

  /** The address of the function that deletes what the presets' own constructor makes. */
  private static long findDeleteFunction(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor;
    try {
      constructor = type.getConstructor();
    } catch (NoSuchMethodException e) {
      return 0;
    }
    try (Pointer sample = (Pointer) constructor.newInstance()) {
      Method accessor = Pointer.class.getDeclaredMethod("deallocator");
      accessor.setAccessible(true);
      Object deallocator = accessor.invoke(sample);
      if (deallocator == null) {
        return 0;
      }
      Field address = deallocator.getClass().getDeclaredField("deallocatorAddress");
      address.setAccessible(true);
      return address.getLong(deallocator);
    }
  }
}
