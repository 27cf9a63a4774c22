package io.trtdoctor.environment;

import io.trtdoctor.environment.Library.Kind;
import io.trtdoctor.environment.Need.Lack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What each command needs of a machine. */
final class Needs {
  /** The commands that read what TensorRT printed elsewhere; they need this JVM alone. */
  private static final List<String> WITHOUT_GPU =
      List.of("diagnose", "triage", "inspect", "cache", "explain", "env");

  private static final String BUILD = "build";

  private Needs() {}

  static List<Need> of(Environment environment) {
    return Stream.concat(
            WITHOUT_GPU.stream().map(command -> new Need(command, List.of())),
            Stream.of(new Need(BUILD, build(environment))))
        .toList();
  }

  private static List<Lack> build(Environment environment) {
    List<Lack> lacks = new ArrayList<>();
    if (!environment.system().startsWith("Linux")) {
      lacks.add(Lack.of("linux", environment.system()));
    }
    lacks.addAll(driver(environment));
    lacks.addAll(tensorRt(environment));
    return lacks;
  }

  private static List<Lack> driver(Environment environment) {
    List<Lack> lacks = new ArrayList<>();
    boolean library = !environment.libraries(Kind.CUDA_DRIVER).isEmpty();
    if (environment.container() && !(library && environment.driver().isPresent())) {
      return List.of(Lack.of("driver-in-container"));
    }
    if (environment.driver().isEmpty()) {
      lacks.add(Lack.of("driver"));
    } else if (!library) {
      lacks.add(Lack.of("driver-library", environment.driver().get()));
    }
    if (environment.driver().isPresent() && environment.gpus().isEmpty()) {
      lacks.add(Lack.of("gpu"));
    }
    return lacks;
  }

  private static List<Lack> tensorRt(Environment environment) {
    Set<String> versions = versions(environment, Kind.TENSORRT);
    if (environment.libraries(Kind.TENSORRT).isEmpty()) {
      return List.of(Lack.of("tensorrt"));
    }
    List<Lack> lacks = new ArrayList<>();
    Set<String> resources = versions(environment, Kind.TENSORRT_BUILDER_RESOURCE);
    if (environment.libraries(Kind.TENSORRT_BUILDER_RESOURCE).isEmpty()) {
      lacks.add(Lack.of("builder-resource", String.join(", ", versions)));
    } else if (!resources.isEmpty() && !versions.isEmpty() && disjoint(versions, resources)) {
      lacks.add(
          Lack.of(
              "builder-resource-version",
              String.join(", ", versions),
              String.join(", ", resources)));
    }
    if (environment.libraries(Kind.TENSORRT_ONNX_PARSER).isEmpty()) {
      lacks.add(Lack.of("onnx-parser"));
    }
    return lacks;
  }

  private static boolean disjoint(Set<String> versions, Set<String> others) {
    Set<String> common = new HashSet<>(versions);
    common.retainAll(others);
    return common.isEmpty();
  }

  private static Set<String> versions(Environment environment, Kind kind) {
    Set<String> versions = new TreeSet<>();
    environment.libraries(kind).forEach(l -> l.version().ifPresent(versions::add));
    return versions;
  }
}
