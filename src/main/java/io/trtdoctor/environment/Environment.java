package io.trtdoctor.environment;

import io.trtdoctor.environment.Library.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine has and lacks.
 *
 * @param jvm the Java virtual machine, with its version and home
 * @param system the operating system with its version
 * @param architecture of the processor as the JVM names it, for example {@code amd64}
 * @param container whether we run in a container
 * @param driver the version of NVIDIA's driver, empty if there is none
 * @param gpus in the driver's order
 * @param libraries every library once, in the order in which the loader would come upon them
 * @param sources every TensorRT that builds can be made with: the system's, then what was fetched
 * @param needs what each command needs and the machine lacks
 */
public record Environment(
    Jvm jvm,
    String system,
    String architecture,
    boolean container,
    Optional<String> driver,
    List<Gpu> gpus,
    List<Library> libraries,
    List<TensorRtSource> sources,
    List<Need> needs) {
  /** The Java virtual machine. */
  public record Jvm(String name, String version, String home) {}

  public Environment {
    gpus = List.copyOf(gpus);
    libraries = List.copyOf(libraries);
    sources = List.copyOf(sources);
    needs = List.copyOf(needs);
  }

  /** Looks at the machine we run on; takes seconds where nvidia-smi is slow. */
  public static Environment probe() {
    return probe(Machine.local());
  }

  /** Looks at a machine. */
  public static Environment probe(Machine machine) {
    FileTree files = new FileTree(machine.root());
    DriverProbe driver = new DriverProbe(machine);
    List<Library> libraries = LibraryScan.of(machine);
    Environment found =
        new Environment(
            new Jvm(
                machine.property("java.vm.name"),
                machine.property("java.version"),
                machine.property("java.home")),
            (machine.property("os.name") + " " + machine.property("os.version")).strip(),
            machine.property("os.arch"),
            Stream.of("/.dockerenv", "/run/.containerenv").anyMatch(files::exists),
            driver.version(),
            driver.gpus(),
            libraries,
            new SourceScan(machine).sources(libraries),
            List.of());
    return found.with(Needs.of(found, machine));
  }

  /** The libraries of a kind. */
  public List<Library> libraries(Kind kind) {
    return libraries.stream().filter(l -> l.kind() == kind).toList();
  }

  /** A TensorRT in a folder of this machine: what was fetched, or a folder of libraries. */
  public static Optional<TensorRtSource> sourceAt(Machine machine, String folder) {
    return new SourceScan(machine).at(folder);
  }

  /** What is missing for a build with this TensorRT; empty if it can be made. */
  public List<Need.Lack> lacksFor(TensorRtSource source, Machine machine) {
    return Needs.build(this, Optional.of(source), machine);
  }

  private Environment with(List<Need> found) {
    return new Environment(
        jvm, system, architecture, container, driver, gpus, libraries, sources, found);
  }
}
