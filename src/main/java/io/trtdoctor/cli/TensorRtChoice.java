package io.trtdoctor.cli;

import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.client.TensorRtLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The TensorRT to build with.
 *
 * @param source empty if there is none at all
 * @param reason why this one
 * @param lacks what is missing to build with it
 */
record TensorRtChoice(Optional<TensorRtSource> source, Message reason, List<Lack> lacks) {
  /**
   * Chooses: the one asked for, else the first that this machine has everything for, the system's
   * before what was fetched.
   *
   * @param asked a line or a folder, empty for whichever there is
   * @throws MachineLacksException if the line that was asked for is not here
   * @throws UsageException if the folder that was asked for holds none
   */
  static TensorRtChoice of(Optional<String> asked, Environment environment, Machine machine) {
    return asked.isPresent()
        ? named(asked.get(), environment, machine)
        : automatic(environment, machine);
  }

  private static TensorRtChoice named(String asked, Environment environment, Machine machine) {
    Optional<TensorRtSource> source =
        asked.matches("\\d+\\.\\d+")
            ? environment.sources().stream().filter(s -> s.line().equals(asked)).findFirst()
            : Environment.sourceAt(machine, absolute(asked));
    if (source.isEmpty() && asked.matches("\\d+\\.\\d+")) {
      throw new MachineLacksException(
          Message.of("cli.gpu.no-such-line", asked, found(environment)));
    } else if (source.isEmpty()) {
      throw new UsageException(Message.of("cli.gpu.no-such-folder", asked));
    }
    return of(source.get(), "asked", environment, machine);
  }

  private static String absolute(String folder) {
    Path path = CaseFiles.path(folder).toAbsolutePath().normalize();
    return (Files.isRegularFile(path) ? path.getParent() : path).toString();
  }

  private static Object found(Environment environment) {
    return environment.sources().isEmpty()
        ? Message.of("cli.gpu.nothing")
        : environment.sources().stream()
            .map(TensorRtSource::line)
            .collect(Collectors.joining(", "));
  }

  private static TensorRtChoice automatic(Environment environment, Machine machine) {
    List<TensorRtSource> sources = environment.sources();
    for (TensorRtSource source : sources) {
      if (environment.lacksFor(source, machine).isEmpty()) {
        return of(source, reason(source, sources), environment, machine);
      }
    }
    List<Lack> lacks =
        environment.needs().stream()
            .filter(need -> need.command().equals("build"))
            .flatMap(need -> need.lacks().stream())
            .toList();
    return new TensorRtChoice(
        sources.stream().findFirst(), Message.of("cli.gpu.reason.only"), lacks);
  }

  private static String reason(TensorRtSource source, List<TensorRtSource> sources) {
    if (sources.size() == 1) {
      return "only";
    }
    boolean systemFirst =
        source.equals(sources.get(0)) && source.origin() == TensorRtSource.Origin.SYSTEM;
    return systemFirst ? "system-first" : "first-complete";
  }

  private static TensorRtChoice of(
      TensorRtSource source, String reason, Environment environment, Machine machine) {
    return new TensorRtChoice(
        Optional.of(source),
        Message.of("cli.gpu.reason." + reason),
        environment.lacksFor(source, machine));
  }

  /** The first of another line that this machine has everything for. */
  Optional<TensorRtChoice> another(Environment environment, Machine machine) {
    String own = source.map(TensorRtSource::line).orElse("");
    return environment.sources().stream()
        .filter(found -> !found.line().equals(own))
        .map(found -> of(found, "first-complete", environment, machine))
        .filter(choice -> choice.lacks().isEmpty())
        .findFirst();
  }

  /** Which it is and why, in words. */
  Message told() {
    TensorRtSource chosen = source.orElseThrow();
    return Message.of(
        "cli.gpu.chosen",
        chosen.version().orElse(chosen.line()),
        Message.of("cli.env.origin." + chosen.origin().name().toLowerCase(Locale.ROOT)),
        chosen.place(),
        reason);
  }

  /** As children are started with it. */
  TensorRtLine line() {
    TensorRtSource chosen = source.orElseThrow();
    return chosen
        .home()
        .map(home -> TensorRtLine.unpacked(chosen.line(), Path.of(home)))
        .orElseGet(
            () ->
                TensorRtLine.installed(
                    chosen.line(),
                    Path.of(chosen.jars().orElseThrow()),
                    chosen.libraries().stream().map(Path::of).toList()));
  }
}
