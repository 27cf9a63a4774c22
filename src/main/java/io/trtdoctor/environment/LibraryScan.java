package io.trtdoctor.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the libraries of CUDA and TensorRT where the loader and Python would find them. */
final class LibraryScan {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/wsl/lib",
          "/usr/local/lib",
          "/usr/local/nvidia/lib64",
          "/usr/local/tensorrt/lib",
          "/usr/local/TensorRT*/lib",
          "/usr/local/cuda*/lib64",
          "/usr/local/cuda*/targets/*/lib",
          "/opt/*/lib",
          "/opt/*/lib64");

  /** Folders that hold {@code lib/python3.*}. */
  private static final List<String> PYTHON_PREFIXES = List.of("/usr", "/usr/local", "/opt/*");

  private static final List<String> PACKAGES =
      List.of("tensorrt_libs", "tensorrt_*libs", "tensorrt", "nvidia/*/lib");

  private static final List<String> VARIABLES_OF_PREFIXES =
      List.of("VIRTUAL_ENV", "CONDA_PREFIX", "TENSORRT_HOME", "TRT_ROOT");

  private static final Pattern CACHED =
      Pattern.compile("/[^\\x00]*/lib(?:cuda|cudnn|nv)[^/\\x00]*");
  private static final Pattern DIST_INFO =
      Pattern.compile("tensorrt\\w*_libs-([\\d.]+)(?:\\.\\w+)?\\.dist-info");

  private final FileTree files;
  private final Map<String, String> variables;
  private final List<Library> found = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private LibraryScan(Machine machine) {
    this.files = new FileTree(machine.root());
    this.variables = machine.variables();
  }

  /** Every library once, in the order in which the loader would come upon them. */
  static List<Library> of(Machine machine) {
    LibraryScan scan = new LibraryScan(machine);
    scan.folders().forEach(scan::take);
    scan.cached().forEach(scan::takeFile);
    return List.copyOf(scan.found);
  }

  private Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    Stream.of(variables.getOrDefault("LD_LIBRARY_PATH", "").split(":"))
        .flatMap(f -> files.at(f).stream())
        .forEach(folders::add);
    configured().flatMap(f -> files.at(f).stream()).forEach(folders::add);
    FOLDERS.forEach(f -> folders.addAll(files.expand(f)));
    VARIABLES_OF_PREFIXES.stream()
        .flatMap(v -> Optional.ofNullable(variables.get(v)).stream())
        .forEach(prefix -> folders.addAll(files.expand(prefix + "/lib")));
    pythonPrefixes().forEach(prefix -> folders.addAll(pythonFolders(prefix)));
    return folders;
  }

  /** The folders in the loader's configuration. */
  private Stream<String> configured() {
    return files.expand("/etc/ld.so.conf.d/*.conf").stream()
        .flatMap(file -> files.text(files.name(file)).stream())
        .flatMap(String::lines)
        .map(String::strip);
  }

  /** The libraries in the loader's cache, which keeps their paths as plain text. */
  private Stream<Path> cached() {
    String cache = files.text("/etc/ld.so.cache").orElse("");
    return CACHED.matcher(cache).results().flatMap(m -> files.at(m.group()).stream());
  }

  private List<String> pythonPrefixes() {
    List<String> prefixes = new ArrayList<>();
    Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
        .flatMap(v -> Optional.ofNullable(variables.get(v)).stream())
        .forEach(prefixes::add);
    Optional.ofNullable(variables.get("HOME"))
        .ifPresent(
            home -> {
              prefixes.add(home + "/.local");
              prefixes.add(home + "/.pyenv/versions/*");
            });
    prefixes.addAll(PYTHON_PREFIXES);
    return prefixes;
  }

  private List<Path> pythonFolders(String prefix) {
    return Stream.of(
            "/lib/python3*/site-packages/",
            "/lib/python3*/dist-packages/",
            "/lib/python3/dist-packages/")
        .flatMap(packages -> PACKAGES.stream().map(name -> prefix + packages + name))
        .flatMap(pattern -> files.expand(pattern).stream())
        .toList();
  }

  private void take(Path folder) {
    FileTree.children(folder, "lib*.so*").forEach(this::takeFile);
  }

  private void takeFile(Path file) {
    Optional<Library.Kind> kind = Library.Kind.ofFileName(file.getFileName().toString());
    if (kind.isEmpty()) {
      return;
    }
    try {
      Path real = file.toRealPath();
      if (seen.add(real)) {
        found.add(new Library(kind.get(), files.name(file), version(kind.get(), file, real)));
      }
    } catch (IOException e) {
      // A link that leads nowhere is no library.
      return;
    }
  }

  /** The library that a file is, empty if it is none of those that matter. */
  static Optional<Library> library(FileTree files, Path file) {
    try {
      Path real = file.toRealPath();
      return Library.Kind.ofFileName(file.getFileName().toString())
          .map(kind -> new Library(kind, files.name(file), version(kind, file, real)));
    } catch (IOException e) {
      // A link that leads nowhere is no library.
      return Optional.empty();
    }
  }

  private static Optional<String> version(Library.Kind kind, Path file, Path real) {
    Optional<String> named = kind.version(real.getFileName().toString());
    boolean whole = named.filter(v -> v.indexOf('.') > 0).isPresent();
    return whole ? named : packageVersion(file).or(() -> named);
  }

  /** The version of the Python package that the library came in. */
  private static Optional<String> packageVersion(Path file) {
    Path packages = file.getParent().getParent();
    boolean inPackage = file.getParent().getFileName().toString().startsWith("tensorrt");
    if (!inPackage || packages == null) {
      return Optional.empty();
    }
    return FileTree.children(packages, "tensorrt*_libs-*.dist-info").stream()
        .map(info -> DIST_INFO.matcher(info.getFileName().toString()))
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .findFirst();
  }
}
