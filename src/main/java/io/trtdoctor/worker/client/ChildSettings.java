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
 * @param mostStarting how many of them may be starting at once: starts side by side wait for each
 *     other, and a child that is ready sooner can work meanwhile
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
    int mostStarting,
    boolean freshForEach,
    boolean inspect,
    Optional<Path> timingCache) {
  /** The child's main class by name, since nothing in the parent may load it. */
  public static final String WORKER = "io.trtdoctor.worker.child.WorkerMain";

  /** What one child takes of a GPU's memory with a middling network, in bytes. */
  private static final long MEMORY_OF_A_CHILD = 4L << 30;

  /** Sixteen at once took 38 s of an H200's host where one takes 5 s, four about 10 s. */
  private static final int STARTING_AT_ONCE = 4;

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  public ChildSettings {
    devices = List.copyOf(devices);
    plugins = List.copyOf(plugins);
    if (mostChildren < 1 || mostStarting < 1) {
      throw new IllegalArgumentException(
          "at least one child, not " + Math.min(mostChildren, mostStarting));
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
        STARTING_AT_ONCE,
        false,
        true,
        Optional.empty());
  }

  /** How many children a GPU has room for, at least one; builders also need about a core each. */
  public static int childrenFor(long freeGpuBytes, int cores) {
    return (int) Math.max(1, Math.min(freeGpuBytes / MEMORY_OF_A_CHILD, cores));
  }

  /** A builder that starts with these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes some of the settings and keeps the others. */
  public static final class Builder {
    private final ChildSettings from;
    private String ownClassPath;
    private String mainClass;
    private List<Integer> devices;
    private List<FileRef> plugins;
    private Duration startLimit;
    private int mostChildren;
    private int mostStarting;
    private boolean freshForEach;
    private Optional<Path> timingCache;

    private Builder(ChildSettings from) {
      this.from = from;
      this.ownClassPath = from.ownClassPath;
      this.mainClass = from.mainClass;
      this.devices = from.devices;
      this.plugins = from.plugins;
      this.startLimit = from.startLimit;
      this.mostChildren = from.mostChildren;
      this.mostStarting = from.mostStarting;
      this.freshForEach = from.freshForEach;
      this.timingCache = from.timingCache;
    }

    public Builder devices(List<Integer> numbers) {
      devices = numbers;
      return this;
    }

    public Builder plugins(List<FileRef> libraries) {
      plugins = libraries;
      return this;
    }

    public Builder mostChildren(int most) {
      mostChildren = most;
      return this;
    }

    public Builder mostStarting(int most) {
      mostStarting = most;
      return this;
    }

    /** A process of its own for each probe. */
    public Builder freshForEach(boolean fresh) {
      freshForEach = fresh;
      return this;
    }

    public Builder timingCache(Path file) {
      timingCache = Optional.of(file);
      return this;
    }

    /** For tests: another program in the child's place. */
    Builder program(String classPath, String main, Duration limit) {
      ownClassPath = classPath;
      mainClass = main;
      startLimit = limit;
      return this;
    }

    public ChildSettings build() {
      return new ChildSettings(
          from.line,
          ownClassPath,
          mainClass,
          devices,
          plugins,
          from.workFolder,
          startLimit,
          mostChildren,
          mostStarting,
          freshForEach,
          from.inspect,
          timingCache);
    }
  }
}
