package io.trtdoctor.trt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;

/**
 * Kernel timings kept in a file from build to build.
 *
 * <p>Several children may read and replace the same file: it is replaced as a whole, and of two
 * that timed different kernels at the same time the later one's timings stay.
 */
final class TimingCacheFile implements AutoCloseable {
  private final ITimingCache cache;
  private final Path file;
  private final int knownLength;

  private TimingCacheFile(ITimingCache cache, Path file, int knownLength) {
    this.cache = cache;
    this.file = file;
    this.knownLength = knownLength;
  }

  /**
   * Gives the timings in the file to the builder; none if there is no file yet, or one that this
   * GPU or this version does not take. TensorRT 8.6 logs an error ({@code
   * myelinCache.h::deserializeFromBuffer}) when it reads timings that it wrote itself, and builds
   * all the same (seen with 8.6.1 on an H200).
   */
  static TimingCacheFile attach(IBuilderConfig config, Path file) {
    byte[] known = read(file);
    return attach(config, file, known)
        .or(() -> attach(config, file, new byte[0]))
        .orElseThrow(() -> new RefusalException("TensorRT does not take the timing cache " + file));
  }

  private static Optional<TimingCacheFile> attach(IBuilderConfig config, Path file, byte[] known) {
    try (BytePointer blob = new BytePointer(Math.max(1L, known.length))) {
      blob.put(known, 0, known.length);
      ITimingCache cache = config.createTimingCache(known.length == 0 ? null : blob, known.length);
      if (cache == null || cache.isNull()) {
        return Optional.empty();
      }
      if (!config.setTimingCache(cache, false)) {
        NativeObjects.free(cache);
        return Optional.empty();
      }
      return Optional.of(new TimingCacheFile(cache, file, known.length));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new RefusalException("cannot read the timing cache " + file, e);
    }
  }

  /** Writes the timings back, whole or not at all, unless no kernel was timed anew. */
  void save() {
    IHostMemory blob = cache.serialize();
    if (blob == null || blob.isNull()) {
      return;
    }
    byte[] bytes = new byte[Math.toIntExact(blob.size())];
    try (Pointer data = blob.data()) {
      new BytePointer(data).capacity(bytes.length).get(bytes);
    }
    NativeObjects.free(blob);
    // A timing is added or left as it is, so only longer timings hold new ones.
    if (bytes.length > knownLength) {
      replace(bytes);
    }
  }

  private void replace(byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "timing", ".part");
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.err.println("trt-doctor: cannot keep the timing cache: " + e);
    }
  }

  @Override
  public void close() {
    NativeObjects.free(cache);
  }
}
