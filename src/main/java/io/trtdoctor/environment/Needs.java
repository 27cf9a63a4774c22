package io.trtdoctor.environment;

import io.trtdoctor.environment.Library.Kind;
import io.trtdoctor.environment.Need.Lack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each command needs of a machine. */
final class Needs {
  /** The commands that read what TensorRT printed elsewhere; they need this JVM alone. */
  private static final List<String> WITHOUT_GPU =
      List.of(
          "diagnose", "triage", "bundle", "open", "compare", "inspect", "cache", "explain", "env");

  private static final String BUILD = "build";

  private Needs() {}

  static List<Need> of(Environment environment, Machine machine) {
    Optional<TensorRtSource> first =
        environment.sources().stream()
            .filter(source -> build(environment, Optional.of(source), machine).isEmpty())
            .findFirst()
            .or(() -> environment.sources().stream().findFirst());
    return Stream.concat(
            WITHOUT_GPU.stream().map(command -> new Need(command, List.of())),
            Stream.of(new Need(BUILD, build(environment, first, machine))))
        .toList();
  }

  /** What a build lacks; without a TensorRT that too. */
  static List<Lack> build(
      Environment environment, Optional<TensorRtSource> source, Machine machine) {
    List<Lack> lacks = new ArrayList<>();
    if (!environment.system().startsWith("Linux")) {
      lacks.add(Lack.of("linux", environment.system()));
    }
    lacks.addAll(driver(environment, machine));
    if (source.isEmpty()) {
      lacks.addAll(tensorRt(environment));
    } else {
      lacks.addAll(new SourceNeeds(environment, source.get(), machine).lacks());
    }
    return lacks;
  }

  private static List<Lack> driver(Environment environment, Machine machine) {
    List<Lack> lacks = new ArrayList<>();
    boolean library = !environment.libraries(Kind.CUDA_DRIVER).isEmpty();
    if (environment.container() && !(library && environment.driver().isPresent())) {
      return List.of(Lack.of("driver-in-container"));
    }
    if (environment.driver().isEmpty()) {
      lacks.add(Lack.of("driver"));
    } else if (!library) {
      String version = environment.driver().get();
      lacks.add(Lack.of("driver-library", version, VersionOrder.major(version)));
    }
    String visible = machine.variables().get("CUDA_VISIBLE_DEVICES");
    if (environment.driver().isPresent() && environment.gpus().isEmpty()) {
      lacks.add(Lack.of("gpu"));
    } else if (environment.driver().isPresent() && hidesAll(visible)) {
      lacks.add(Lack.of("gpus-hidden", visible));
    }
    return lacks;
  }

  /** Devices are taken up to the first that does not exist, so -1 in front hides all. */
  private static boolean hidesAll(String visible) {
    return visible != null && (visible.isBlank() || visible.strip().startsWith("-"));
  }

  /** There is no TensorRT to build with: none at all, or of a version that no presets fit. */
  private static List<Lack> tensorRt(Environment environment) {
    List<Library> found = environment.libraries(Kind.TENSORRT);
    if (found.isEmpty()) {
      return List.of(Lack.of("tensorrt"));
    }
    Library first = found.get(0);
    return List.of(Lack.of("tensorrt-version", first.version().orElse("?"), first.path()));
  }
}
