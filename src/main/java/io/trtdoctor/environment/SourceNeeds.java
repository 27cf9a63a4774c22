package io.trtdoctor.environment;

import io.trtdoctor.environment.Library.Kind;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.environment.TensorRtSource.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a build with one TensorRT needs of this machine besides a GPU and its driver. */
final class SourceNeeds {
  /**
   * What a builder and its kernels take of a GPU's memory at least: the log of a build with 8.6.1
   * on an H100 says {@code Init builder kernel library: ... GPU +4426 MiB}.
   */
  private static final long LEAST_FREE = 5L << 30;

  private final Environment environment;
  private final TensorRtSource source;
  private final Machine machine;
  private final List<Lack> lacks = new ArrayList<>();

  SourceNeeds(Environment environment, TensorRtSource source, Machine machine) {
    this.environment = environment;
    this.source = source;
    this.machine = machine;
  }

  List<Lack> lacks() {
    driver();
    memory();
    if (source.jars().isEmpty()) {
      lacks.add(Lack.of("presets", source.place(), source.presets()));
    }
    builderResource();
    if (source.origin() == Origin.SYSTEM) {
      parser();
      cudnn();
    }
    return List.copyOf(lacks);
  }

  private void driver() {
    TensorRtLines.Built built = TensorRtLines.of(source.presets());
    environment
        .driver()
        .filter(driver -> VersionOrder.isBefore(driver, built.leastDriver()))
        .ifPresent(
            driver ->
                lacks.add(
                    Lack.of(
                        "driver-too-old",
                        driver,
                        built.cuda(),
                        built.leastDriver(),
                        built.driver(),
                        VersionOrder.major(built.driver()))));
  }

  private void memory() {
    List<Long> free = GpuMemory.free(machine);
    if (!free.isEmpty() && free.stream().allMatch(bytes -> bytes < LEAST_FREE)) {
      long most = free.stream().mapToLong(Long::longValue).max().orElse(0);
      lacks.add(Lack.of("gpu-memory", most >> 20, LEAST_FREE >> 20));
    }
  }

  /** From TensorRT 10 on there may be one file for each GPU architecture instead of one for all. */
  private void builderResource() {
    List<Library> resources = near(Kind.TENSORRT_BUILDER_RESOURCE);
    String version = source.version().orElse(source.line());
    if (resources.isEmpty()) {
      lacks.add(Lack.of("builder-resource", version));
      return;
    }
    Set<String> versions = new TreeSet<>();
    resources.forEach(library -> library.version().ifPresent(versions::add));
    if (!versions.isEmpty() && source.version().isPresent() && disjoint(version, versions)) {
      lacks.add(Lack.of("builder-resource-version", version, String.join(", ", versions)));
    }
    environment.gpus().stream()
        .flatMap(gpu -> gpu.computeCapability().stream())
        .filter(capability -> resources.stream().noneMatch(r -> serves(r, capability)))
        .findFirst()
        .ifPresent(
            capability ->
                lacks.add(
                    Lack.of(
                        "builder-resource-architecture",
                        capability,
                        "libnvinfer_builder_resource_sm" + digits(capability) + ".so." + version)));
  }

  private static boolean disjoint(String version, Set<String> versions) {
    Set<String> exact = new HashSet<>(versions);
    exact.removeIf(other -> !other.startsWith(version) && !version.startsWith(other));
    return exact.isEmpty();
  }

  private static boolean serves(Library resource, String capability) {
    String name = Path.of(resource.path()).getFileName().toString();
    return name.startsWith("libnvinfer_builder_resource.so")
        || name.startsWith("libnvinfer_builder_resource_sm" + digits(capability) + ".so");
  }

  private static String digits(String capability) {
    return capability.replace(".", "");
  }

  private void parser() {
    if (near(Kind.TENSORRT_ONNX_PARSER).isEmpty()) {
      lacks.add(Lack.of("onnx-parser"));
    }
  }

  private void cudnn() {
    String wanted = TensorRtLines.of(source.presets()).cudnnMajor();
    List<Library> found = near(Kind.CUDNN);
    if (found.isEmpty()) {
      lacks.add(Lack.of("cudnn", wanted));
    } else if (found.stream().noneMatch(library -> isOfMajor(library, wanted))) {
      lacks.add(Lack.of("cudnn-major", wanted, found.get(0).version().orElse("?")));
    }
  }

  private static boolean isOfMajor(Library library, String major) {
    Optional<String> version = library.version();
    return version.isEmpty() || VersionOrder.major(version.get()).equals(major);
  }

  /** Libraries of a kind in the source's own folders, or elsewhere if it is the system's. */
  private List<Library> near(Kind kind) {
    List<Library> own = new ArrayList<>();
    FileTree files = new FileTree(machine.root());
    for (String folder : source.libraries()) {
      files.expand(folder + "/lib*.so*").stream()
          .flatMap(file -> LibraryScan.library(files, file).stream())
          .filter(library -> library.kind() == kind)
          .forEach(own::add);
    }
    return own.isEmpty() && source.origin() == Origin.SYSTEM ? environment.libraries(kind) : own;
  }
}
