package io.trtdoctor.worker.client;

import io.trtdoctor.probe.FileRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How children are started and how many.
 *
 * @param line the TensorRT to start them with
 * @param ownClassPath our own classes and their libraries, separated as for {@code java -cp}
 * @param mainClass where the child starts
 * @param devices numbers of the GPUs to spread the children over, as {@code nvidia-smi} counts;
 *     empty for the first that CUDA sees
 * @param plugins libraries with plugins, loaded in order
 * @param workFolder where output, crash reports and core files of children go
 * @param startLimit how long a child may take until it is ready
 * @param mostChildren how many there may be at once, over all devices
 * @param freshForEach whether each probe gets a process of its own, to measure what keeping them
 *     saves
 * @param inspect whether built engines are asked for their layers
 * @param timingCache where kernel timings are kept for recipes that want it
 */
public record ChildSettings(
    TensorRtLine line,
    String ownClassPath,
    String mainClass,
    List<Integer> devices,
    List<FileRef> plugins,
    Path workFolder,
    Duration startLimit,
    int mostChildren,
    boolean freshForEach,
    boolean inspect,
    Optional<Path> timingCache) {
  /** The child's main class by name, since nothing in the parent may load it. */
  public static final String WORKER = "io.trtdoctor.worker.child.WorkerMain";

  /** What one child takes of a GPU's memory with a middling network, in bytes. */
  private static final long MEMORY_OF_A_CHILD = 4L << 30;

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  public ChildSettings {
    devices = List.copyOf(devices);
    plugins = List.copyOf(plugins);
    if (mostChildren < 1) {
      throw new IllegalArgumentException("at least one child, not " + mostChildren);
    }
  }

  /** One working child and one spare on the first GPU, with this process's own class path. */
  public static ChildSettings of(TensorRtLine line, Path workFolder) {
    return new ChildSettings(
        line,
        System.getProperty("java.class.path"),
        WORKER,
        List.of(),
        List.of(),
        workFolder,
        START_LIMIT,
        2,
        false,
        true,
        Optional.empty());
  }

  /** How many children a GPU has room for, at least one; builders also need about a core each. */
  public static int childrenFor(long freeGpuBytes, int cores) {
    return (int) Math.max(1, Math.min(freeGpuBytes / MEMORY_OF_A_CHILD, cores));
  }

  public ChildSettings withMostChildren(int most) {
    return new ChildSettings(
        line,
        ownClassPath,
        mainClass,
        devices,
        plugins,
        workFolder,
        startLimit,
        most,
        freshForEach,
        inspect,
        timingCache);
  }

  /** A process of its own for each probe. */
  public ChildSettings withFreshForEach(boolean fresh) {
    return new ChildSettings(
        line,
        ownClassPath,
        mainClass,
        devices,
        plugins,
        workFolder,
        startLimit,
        mostChildren,
        fresh,
        inspect,
        timingCache);
  }

  public ChildSettings withDevices(List<Integer> numbers) {
    return new ChildSettings(
        line,
        ownClassPath,
        mainClass,
        numbers,
        plugins,
        workFolder,
        startLimit,
        mostChildren,
        freshForEach,
        inspect,
        timingCache);
  }

  public ChildSettings withPlugins(List<FileRef> libraries) {
    return new ChildSettings(
        line,
        ownClassPath,
        mainClass,
        devices,
        libraries,
        workFolder,
        startLimit,
        mostChildren,
        freshForEach,
        inspect,
        timingCache);
  }

  public ChildSettings withTimingCache(Path file) {
    return new ChildSettings(
        line,
        ownClassPath,
        mainClass,
        devices,
        plugins,
        workFolder,
        startLimit,
        mostChildren,
        freshForEach,
        inspect,
        Optional.of(file));
  }

  /** For tests: another program in the child's place. */
  ChildSettings withProgram(String classPath, String main, Duration limit) {
    return new ChildSettings(
        line,
        classPath,
        main,
        devices,
        plugins,
        workFolder,
        limit,
        mostChildren,
        freshForEach,
        inspect,
        timingCache);
  }
}
