package io.trtdoctor.cli;

import io.trtdoctor.console.Progress;
import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Gpu;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Network;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.record.RecordingRunner;
import io.trtdoctor.record.ReplayRunner;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the build that is judged, here or out of a recording, as the options say. */
final class TrialBuilder {
  private static final String STAND_INS = "STAND-INS";

  private final ProbeOptions options;
  private final Session session;
  private final Machine machine;
  private final BuildSettings given;

  TrialBuilder(ProbeOptions options, Session session, BuildSettings given, Machine machine) {
    this.options = options;
    this.session = session;
    this.machine = machine;
    this.given = given;
  }

  /**
   * The build, or none where none is wanted or possible.
   *
   * @param logGiven whether there is a log to judge, so that none is made unasked
   * @throws MachineLacksException if a build here was asked for and cannot be made
   */
  TrialBuild make(Path model, Network network, boolean logGiven) {
    Backend backend = options.backend();
    if (backend instanceof Backend.Replay replay) {
      return replayed(replay.recording(), model, network);
    } else if (backend instanceof Backend.None || (backend instanceof Backend.Auto && logGiven)) {
      return TrialBuild.none(given);
    }
    Environment environment = Environment.probe(machine);
    TensorRtChoice choice;
    try {
      choice = TensorRtChoice.of(options.tensorRt(), environment, machine);
    } catch (MachineLacksException e) {
      return without(e, backend);
    }
    return choice.lacks().isEmpty()
        ? built(choice, environment, model, network)
        : without(choice.lacks(), backend);
  }

  private TrialBuild without(MachineLacksException lacking, Backend backend) {
    if (backend instanceof Backend.Gpu) {
      throw lacking;
    }
    session.say(Message.of("cli.gpu.without-line", lacking.explanation()));
    return TrialBuild.none(given);
  }

  private TrialBuild without(List<Lack> lacks, Backend backend) {
    Lack first = lacks.get(0);
    if (backend instanceof Backend.Gpu) {
      throw new MachineLacksException(Message.of("cli.gpu.lack", first.what(), first.remedy()));
    }
    session.say(Message.of("cli.gpu.without", first.what(), first.remedy()));
    return TrialBuild.none(given);
  }

  private TrialBuild built(
      TensorRtChoice choice, Environment environment, Path model, Network network) {
    TensorRtSource source = choice.source().orElseThrow();
    OwnRecipe own = new OwnRecipe(given, network, options);
    Recipe recipe = own.recipe(model, source.line(), options.timingCache());
    session.say(choice.told());
    own.defaults().ifPresent(session::say);
    source
        .home()
        .filter(home -> Files.exists(Path.of(home, STAND_INS)))
        .ifPresent(home -> session.say(Message.of("cli.gpu.shims", home)));
    ChildSettings settings = settings(choice, environment, recipe);
    return TrialBuild.of(recipe, run(settings, recipe), own, choice.told());
  }

  private ChildSettings settings(TensorRtChoice choice, Environment environment, Recipe recipe) {
    UserFolders folders = new UserFolders(session.environment());
    ChildSettings settings =
        ChildSettings.of(choice.line(), folders.work())
            .withDevices(options.devices())
            .withPlugins(recipe.plugins())
            .withFreshForEach(options.freshProcess())
            .withMostChildren(
                options
                    .jobs()
                    .map(j -> Math.min(j, GpuRoom.children(options.devices())))
                    .orElse(1));
    return options.timingCache()
        ? settings.withTimingCache(
            folders.cache("timing").resolve(timingCache(choice, environment, recipe)))
        : settings;
  }

  /** One file for each model, GPU and TensorRT version. */
  private String timingCache(TensorRtChoice choice, Environment environment, Recipe recipe) {
    int device = options.devices().stream().findFirst().orElse(0);
    String gpu =
        device < environment.gpus().size()
            ? environment.gpus().get(device).name()
            : environment.gpus().stream().findFirst().map(Gpu::name).orElse("gpu");
    TensorRtSource source = choice.source().orElseThrow();
    return recipe.model().sha256().substring(0, 16)
        + "-"
        + gpu.replaceAll("[^A-Za-z0-9]+", "-")
        + "-"
        + source.version().orElse(source.line())
        + ".timing";
  }

  private Outcome run(ChildSettings settings, Recipe recipe) {
    Message task = Message.of("cli.gpu.building", settings.line().name());
    AtomicLong heard = new AtomicLong();
    try (Progress progress = session.console().progress(session.texts().render(task), -1);
        ProbeRunner runner =
            recording(
                new TensorRtProbeRunner(
                    settings, message -> progress.at(heard.incrementAndGet())))) {
      return runner.run(recipe, Until.finished(), options.timeLimit());
    }
  }

  private ProbeRunner recording(ProbeRunner runner) {
    Optional<Path> file = options.record();
    file.ifPresent(path -> session.say(Message.of("cli.gpu.recorded", path)));
    return file.<ProbeRunner>map(path -> new RecordingRunner(runner, Recording.append(path)))
        .orElse(runner);
  }

  /** The recipe's line is the one asked for, else the one that the recording begins with. */
  private TrialBuild replayed(Path file, Path model, Network network) {
    List<RecordedProbe> probes = RecordingReader.read(file);
    Message told = Message.of("cli.gpu.replaying", file);
    session.say(told);
    String line =
        options
            .tensorRt()
            .or(() -> probes.stream().findFirst().map(probe -> probe.recipe().line()))
            .orElse("");
    OwnRecipe own = new OwnRecipe(given, network, options);
    own.defaults().ifPresent(session::say);
    try (ReplayRunner runner = new ReplayRunner(probes)) {
      Recipe wanted = own.recipe(model, line, options.timingCache());
      Recipe other = own.recipe(model, line, !options.timingCache());
      boolean recorded =
          probes.stream().anyMatch(probe -> probe.recipe().hash().equals(wanted.hash()));
      Recipe recipe = recorded ? wanted : other;
      return TrialBuild.of(
          recipe, runner.run(recipe, Until.finished(), options.timeLimit()), own, told);
    }
  }
}
