package io.trtdoctor.environment;

import io.trtdoctor.environment.Library.Kind;
import io.trtdoctor.environment.TensorRtSource.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for every TensorRT that builds can be made with: the system's, then what was fetched. */
final class SourceScan {
  private static final Pattern JAR = Pattern.compile("tensorrt-(\\d+\\.\\d+)-[\\d.]+\\.jar");

  private final Machine machine;
  private final FileTree files;

  SourceScan(Machine machine) {
    this.machine = machine;
    this.files = new FileTree(machine.root());
  }

  List<TensorRtSource> sources(List<Library> libraries) {
    List<TensorRtSource> found = new ArrayList<>(installed(libraries));
    homes().flatMap(home -> fetched(home).stream()).distinct().forEach(found::add);
    return found;
  }

  /** The folder that fetch-natives puts the natives of all lines in. */
  private Optional<String> nativesFolder() {
    Map<String, String> variables = machine.variables();
    return Optional.ofNullable(variables.get("XDG_DATA_HOME"))
        .filter(folder -> !folder.isEmpty())
        .or(() -> Optional.ofNullable(variables.get("HOME")).map(home -> home + "/.local/share"))
        .map(data -> data + "/trt-doctor/natives");
  }

  private Stream<String> homes() {
    Stream<String> kit = Stream.ofNullable(machine.variables().get("TRT_HOME"));
    Stream<String> fetched =
        nativesFolder().stream()
            .flatMap(folder -> files.expand(folder + "/*").stream())
            .map(files::name);
    return Stream.concat(kit, fetched);
  }

  /** What fetch-natives, or an unpacked kit, has put into a folder. */
  Optional<TensorRtSource> fetched(String home) {
    boolean whole = !files.expand(home + "/nat/libnvinfer.so*").isEmpty();
    return whole
        ? presetsIn(home + "/jars").map(presets -> fetched(home, presets))
        : Optional.empty();
  }

  private TensorRtSource fetched(String home, String presets) {
    Optional<String> version =
        files.expand(home + "/nat/libnvinfer_builder_resource*.so.*").stream()
            .flatMap(
                file ->
                    Kind.TENSORRT_BUILDER_RESOURCE.version(file.getFileName().toString()).stream())
            .findFirst();
    return new TensorRtSource(
        presets,
        Origin.FETCHED,
        version.or(() -> Optional.of(presets)),
        presets,
        Optional.of(home + "/jars"),
        List.of(home + "/lib", home + "/nat"),
        Optional.of(home),
        files.exists(home + "/STAND-INS"));
  }

  private Optional<String> presetsIn(String folder) {
    return files.expand(folder + "/tensorrt-*.jar").stream()
        .map(jar -> JAR.matcher(jar.getFileName().toString()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /** One for each folder with a TensorRT that presets fit. */
  private List<TensorRtSource> installed(List<Library> libraries) {
    Map<String, TensorRtSource> found = new LinkedHashMap<>();
    for (Library library : libraries) {
      if (library.kind() == Kind.TENSORRT) {
        installed(library).ifPresent(source -> found.putIfAbsent(source.place(), source));
      }
    }
    return List.copyOf(found.values());
  }

  private Optional<TensorRtSource> installed(Library library) {
    Optional<String> presets = library.version().flatMap(TensorRtLines::presetsFor);
    return presets.map(line -> installed(library, line));
  }

  private TensorRtSource installed(Library library, String presets) {
    String folder = Path.of(library.path()).getParent().toString();
    Optional<String> jars =
        nativesFolder()
            .map(natives -> natives + "/" + presets + "/jars")
            .filter(place -> presetsIn(place).isPresent());
    List<String> places = new ArrayList<>(List.of(folder));
    nativesFolder()
        .map(natives -> natives + "/" + presets + "/lib")
        .filter(files::exists)
        .ifPresent(places::add);
    return new TensorRtSource(
        library.version().flatMap(TensorRtLines::lineOf).orElse(presets),
        Origin.SYSTEM,
        library.version(),
        presets,
        jars,
        places,
        Optional.empty(),
        false);
  }

  /** A TensorRT in a folder that somebody named: what was fetched, or a folder of libraries. */
  Optional<TensorRtSource> at(String folder) {
    return fetched(folder)
        .or(
            () ->
                Stream.of(folder, folder + "/lib", folder + "/lib64")
                    .flatMap(place -> files.expand(place + "/libnvinfer.so*").stream())
                    .flatMap(file -> LibraryScan.library(files, file).stream())
                    .flatMap(library -> installed(library).stream())
                    .findFirst());
  }
}
