package io.trtdoctor.trt;

import io.trtdoctor.model.CalibratorCall.Memory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.cudart.cudaPointerAttributes;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The few calls of the CUDA runtime that calibration and running engines need. */
final class Cuda {
  private Cuda() {}

  /**
   * Makes sure that there is a GPU to work on.
   *
   * @throws RefusalException if there is none
   */
  static void requireDevice() {
    int[] count = new int[1];
    int code = cudart.cudaGetDeviceCount(count);
    if (code != 0 || count[0] == 0) {
      throw new RefusalException("CUDA sees no GPU" + (code == 0 ? "" : ": " + describe(code)));
    }
  }

  static void describeMachine(Map<String, String> machine) {
    int[] version = new int[1];
    if (cudart.cudaRuntimeGetVersion(version) == 0) {
      machine.put("cuda", dotted(version[0]));
    }
    if (cudart.cudaDriverGetVersion(version) == 0) {
      machine.put("driver_cuda", dotted(version[0]));
    }
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      if (cudart.cudaGetDeviceProperties(properties, 0) == 0) {
        machine.put("gpu", properties.name().getString());
        machine.put("compute_capability", properties.major() + "." + properties.minor());
        machine.put("gpu_memory_bytes", Long.toString(properties.totalGlobalMem()));
      }
    }
  }

  private static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  static GpuMemory memory() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      check(cudart.cudaMemGetInfo(free, total), "cudaMemGetInfo");
      return new GpuMemory(free.get(), total.get());
    }
  }

  /** Device memory of so many bytes. */
  static Pointer allocate(long bytes) {
    Pointer pointer = new Pointer();
    check(cudart.cudaMalloc(pointer, bytes), "cudaMalloc");
    return pointer;
  }

  static void free(Pointer device) {
    if (cudart.cudaFree(device) == 0) {
      device.setNull();
    }
  }

  static void copyToDevice(Pointer device, Pointer host, long bytes) {
    check(cudart.cudaMemcpy(device, host, bytes, cudart.cudaMemcpyHostToDevice), "cudaMemcpy");
  }

  /** Copies what remains of the buffer. */
  static void copyToDevice(Pointer device, ByteBuffer host) {
    ByteBuffer direct = direct(host);
    copyToDevice(device, new BytePointer(direct), direct.remaining());
  }

  /** Fills what remains of a direct buffer; its position stays. */
  static void copyToHost(ByteBuffer direct, Pointer device) {
    check(
        cudart.cudaMemcpy(
            new BytePointer(direct), device, direct.remaining(), cudart.cudaMemcpyDeviceToHost),
        "cudaMemcpy");
  }

  /** The buffer itself if native code can read it, else a copy. */
  static ByteBuffer direct(ByteBuffer host) {
    return host.isDirect()
        ? host
        : ByteBuffer.allocateDirect(host.remaining()).put(host.duplicate()).flip();
  }

  /** Whose memory the pointer is in. */
  static Memory memoryOf(Pointer pointer) {
    if (pointer == null || pointer.isNull()) {
      return Memory.NULL;
    }
    try (cudaPointerAttributes attributes = new cudaPointerAttributes()) {
      if (cudart.cudaPointerGetAttributes(attributes, pointer) != 0) {
        // Asking clears the error, which would else be taken for that of a later call.
        return cudart.cudaGetLastError() == 0 ? Memory.UNREGISTERED : Memory.UNKNOWN;
      }
      return switch (attributes.type()) {
        case cudart.cudaMemoryTypeUnregistered -> Memory.UNREGISTERED;
        case cudart.cudaMemoryTypeHost -> Memory.HOST;
        case cudart.cudaMemoryTypeDevice -> Memory.DEVICE;
        case cudart.cudaMemoryTypeManaged -> Memory.MANAGED;
        default -> Memory.UNKNOWN;
      };
    }
  }

  /**
   * Whether the process's context is lost: after an illegal access every call fails, this one too.
   */
  static boolean contextLost() {
    return cudart.cudaDeviceSynchronize() != 0;
  }

  /**
   * Takes a call's answer.
   *
   * @throws IllegalStateException if it is an error
   */
  static void check(int code, String call) {
    if (code != 0) {
      ignore(code);
      throw new IllegalStateException(call + ": " + describe(code));
    }
  }

  /** Clears an error, which would else be taken for that of a later call. */
  static void ignore(int code) {
    if (code != 0) {
      int unused = cudart.cudaGetLastError();
    }
  }

  private static String describe(int code) {
    return cudart.cudaGetErrorString(code).getString() + " (CUDA error " + code + ")";
  }
}
