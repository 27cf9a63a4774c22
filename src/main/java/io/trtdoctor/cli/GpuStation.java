package io.trtdoctor.cli;

import io.trtdoctor.environment.Environment;
import io.trtdoctor.environment.Gpu;
import io.trtdoctor.environment.TensorRtSource;
import io.trtdoctor.experiment.EarlierCalibrations;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.Recording;
import io.trtdoctor.record.RecordingRunner;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A TensorRT of this machine, in child processes. */
final class GpuStation implements ProbeStation {
  private static final int MODEL_DIGITS = 16;

  private final ProbeOptions options;
  private final Session session;
  private final Environment environment;
  private final TensorRtChoice choice;
  private final Optional<TensorRtChoice> other;
  private final List<Integer> devices;
  private final UserFolders folders;
  private final Optional<KeptCalibrations> calibrations;

  /**
   * On the GPUs that the options name.
   *
   * @param other a TensorRT of another line, to see whether the line is to blame
   */
  GpuStation(
      ProbeOptions options,
      Session session,
      Environment environment,
      TensorRtChoice choice,
      Optional<TensorRtChoice> other) {
    this.options = options;
    this.session = session;
    this.environment = environment;
    this.choice = choice;
    this.other = other;
    this.devices = options.devices(environment.gpus());
    this.folders = new UserFolders(session.environment());
    this.calibrations =
        options.calibrationCache()
            ? Optional.of(
                new KeptCalibrations(folders.cache("calibration"), machine(choice), session::say))
            : Optional.empty();
  }

  private static TensorRtSource source(TensorRtChoice choice) {
    return choice.source().orElseThrow();
  }

  @Override
  public Message told() {
    return choice.told();
  }

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public boolean hasRoomForExperiments() {
    return true;
  }

  /** One for each GPU, unless somebody said how many. */
  @Override
  public int workers() {
    return Math.min(options.jobs().orElse(Math.max(1, devices.size())), GpuRoom.children(devices));
  }

  /** None where there are plugins, which are built for one line. */
  @Override
  public Optional<String> otherLine(Recipe recipe) {
    return recipe.plugins().isEmpty()
        ? other.map(choice -> source(choice).line())
        : Optional.empty();
  }

  @Override
  public EarlierCalibrations earlierCalibrations() {
    return calibrations.<EarlierCalibrations>map(kept -> kept).orElse(EarlierCalibrations.NONE);
  }

  @Override
  public Recipe recipe(OwnRecipe own, Path model) {
    return own.recipe(model, source(choice).line(), options.timingCache());
  }

  @Override
  public Recipe adapted(Recipe recipe) {
    Recipe here = recipe.toBuilder().line(source(choice).line()).build();
    return options.plugins().isEmpty() ? here : here.toBuilder().plugins(options.plugins()).build();
  }

  @Override
  public ProbeRunner runner(Recipe recipe, Consumer<LogMessage> listener) {
    ProbeRunner children =
        new LineRunners(
            line -> new TensorRtProbeRunner(settings(choiceOf(line), recipe), listener));
    ProbeRunner runner = calibrations.map(kept -> kept.around(children)).orElse(children);
    Optional<Path> file = options.record();
    file.ifPresent(path -> session.say(Message.of("cli.gpu.recorded", path)));
    return file.<ProbeRunner>map(path -> new RecordingRunner(runner, Recording.append(path)))
        .orElse(runner);
  }

  private TensorRtChoice choiceOf(String line) {
    return other.filter(choice -> source(choice).line().equals(line)).orElse(choice);
  }

  /** With a spare child where probes may follow each other. */
  private ChildSettings settings(TensorRtChoice choice, Recipe recipe) {
    ChildSettings.Builder settings =
        ChildSettings.of(choice.line(), folders.work()).toBuilder()
            .devices(devices)
            .plugins(recipe.plugins())
            .freshForEach(options.freshProcess())
            .mostChildren(workers() + (options.experiments() ? 1 : 0));
    if (options.timingCache()) {
      settings.timingCache(
          folders.cache("timing").resolve(keptName(recipe, machine(choice)) + ".timing"));
    }
    return settings.build();
  }

  /** What a file is called that is kept by model, GPU and TensorRT version. */
  static String keptName(Recipe recipe, String machine) {
    return recipe.model().sha256().substring(0, MODEL_DIGITS) + "-" + machine;
  }

  /** The GPU's model and the exact version of TensorRT. */
  private String machine(TensorRtChoice choice) {
    int device = devices.stream().findFirst().orElse(0);
    String gpu = environment.gpus().stream().skip(device).findFirst().map(Gpu::name).orElse("gpu");
    return gpu.replaceAll("[^A-Za-z0-9]+", "-")
        + "-"
        + source(choice).version().orElse(source(choice).line());
  }
}
