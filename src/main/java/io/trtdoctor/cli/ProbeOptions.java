package io.trtdoctor.cli;

import io.trtdoctor.data.CalibrationData;
import io.trtdoctor.data.DataOptions;
import io.trtdoctor.data.ExpectedRanges;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.environment.Gpu;
import io.trtdoctor.environment.GpuMemory;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.experiment.Budget;
import io.trtdoctor.experiment.Symptom;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.ParseResult;

/** The options that say where and how probes are run. */
final class ProbeOptions {
  private static final int MOST_SECONDS = 1800;

  private final ParseResult line;
  private final Optional<String> usualTensorRt;

  ProbeOptions(ParseResult line) {
    this(line, Optional.empty());
  }

  /**
   * @param usualTensorRt the line to build with if nobody asks for another
   */
  ProbeOptions(ParseResult line, Optional<String> usualTensorRt) {
    this.line = line;
    this.usualTensorRt = usualTensorRt;
  }

  /** Where builds are made, for commands that make one again. */
  static CommandLayout addPlaceTo(CommandLayout layout) {
    return layout
        .value("auto|gpu|none|replay:FILE", "--backend")
        .value("8.6|10.6|10.15|auto|DIR", "--trt")
        .value("N[,N...]|all", DeviceOption.NAME)
        .values("LIB", "--plugins")
        .value("SECONDS", "--build-limit")
        .flag("--fresh-process")
        .flag("--no-timing-cache");
  }

  static CommandLayout addTo(CommandLayout layout) {
    layout
        .value("auto|gpu|none|replay:FILE", "--backend")
        .value("8.6|10.6|10.15|auto|DIR", "--trt")
        .value("N[,N...]|all", DeviceOption.NAME)
        .values("LIB", "--plugins");
    return addDataTo(layout)
        .flag("--no-data")
        .values("[INPUT:]MIN:MAX", "--expected-range")
        .value("0-5", "--optimization-level")
        .value("SECONDS", "--build-limit")
        .value("SECONDS", "--time-limit")
        .value("N", "--max-probes")
        .value("CASE", "--resume")
        .flag("--no-experiments")
        .value("N", "--jobs")
        .flag("--fresh-process")
        .flag("--no-timing-cache")
        .flag("--no-calibration-cache")
        .value("FILE", "--record");
  }

  /** The options that say what to calibrate with. */
  static CommandLayout addDataTo(CommandLayout layout) {
    return layout
        .value("DIR|FILE|synthetic:...", "--data")
        .value("PRESET[,KEY=VALUE,...]", "--preprocess")
        .value("TYPE[:SHAPE]", "--raw")
        .value("MIB", "--gpu-memory");
  }

  Backend backend() {
    return Backend.parse(line.matchedOptionValue("--backend", "auto"));
  }

  /** Empty if it was not asked for a special one. */
  Optional<String> tensorRt() {
    return Optional.ofNullable(line.<String>matchedOptionValue("--trt", usualTensorRt.orElse(null)))
        .filter(value -> !value.equals("auto"));
  }

  /**
   * The GPUs to build on, none for the first that CUDA sees.
   *
   * @param present the GPUs of this machine
   */
  List<Integer> devices(List<Gpu> present) {
    return DeviceOption.of(line, present);
  }

  List<FileRef> plugins() {
    return line.matchedOptionValue("--plugins", List.<String>of()).stream()
        .map(library -> FileRef.of(CaseFiles.path(library)))
        .toList();
  }

  /**
   * What the calibrator is to hand over, empty if nobody said.
   *
   * @throws UsageException if it makes no sense, or the shapes do not fit the network
   */
  Optional<GivenData> data(Network network, Map<TensorName, ShapeRange> shapes) {
    Optional<String> data = text("--data");
    if (!line.hasMatchedOption("--no-data")) {
      data.ifPresent(option -> NetworkInput.requireFit(network, shapes));
      return data.map(
          option ->
              CalibrationData.of(
                  new DataOptions(option, text("--preprocess"), text("--raw")), network, shapes));
    }
    if (data.isPresent()) {
      throw new UsageException(Message.of("cli.data.contradiction"));
    }
    return Optional.of(new GivenData(new Batches.None()));
  }

  /** The bytes that the GPU has: as somebody says, or as the largest of this machine has. */
  OptionalLong gpuMemory() {
    return NumberOption.of(line, "--gpu-memory")
        .map(mebibytes -> OptionalLong.of((long) mebibytes << 20))
        .orElseGet(
            () -> GpuMemory.whole(Machine.local()).stream().mapToLong(Long::longValue).max());
  }

  /** The data as they were named. */
  String dataName() {
    return text("--data").orElse("");
  }

  /**
   * The ranges that inputs were trained with.
   *
   * @throws UsageException if one makes no sense
   */
  Map<TensorName, DynamicRange> expectedRanges(Network network) {
    return ExpectedRanges.parse(
        line.matchedOptionValue("--expected-range", List.<String>of()), network);
  }

  private Optional<String> text(String option) {
    return Optional.ofNullable(line.matchedOptionValue(option, null));
  }

  /**
   * From 0 to 5.
   *
   * @throws UsageException if it is another number
   */
  OptionalInt optimizationLevel() {
    Optional<Integer> level = NumberOption.of(line, "--optimization-level");
    if (level.filter(number -> number > 5).isPresent()) {
      throw new UsageException(
          Message.of("cli.usage.no-number", "--optimization-level", level.get().toString()));
    }
    return level.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /**
   * Looks at the options that only a build needs, so that a slip in one is told before anything is
   * read or built, and where nothing is built as well.
   *
   * @throws io.trtdoctor.error.DoctorException if one makes no sense
   */
  void check() {
    var unused = List.of(backend(), optimizationLevel(), buildLimit(), budget(), jobs(), symptom());
    resume().ifPresent(CaseJournal::probesIn);
  }

  /** How long one build may take. */
  Duration buildLimit() {
    return Duration.ofSeconds(NumberOption.of(line, "--build-limit", MOST_SECONDS));
  }

  /** What all probes together may cost; empty options set no limit. */
  Budget budget() {
    Optional<Integer> seconds = NumberOption.of(line, "--time-limit");
    int probes = NumberOption.of(line, "--max-probes", Integer.MAX_VALUE);
    return Budget.of(probes, seconds.map(Duration::ofSeconds));
  }

  /** The case to go on with. */
  Optional<Path> resume() {
    return Optional.ofNullable(line.<String>matchedOptionValue("--resume", null))
        .map(CaseFiles::path);
  }

  boolean experiments() {
    return !line.hasMatchedOption("--no-experiments");
  }

  /**
   * What is hunted, empty for the build's own failure.
   *
   * @throws UsageException if it is no regular expression
   */
  Optional<Symptom> symptom() {
    return line.hasMatchedOption("--symptom")
        ? Optional.of(SymptomChoice.shown(line.<String>matchedOptionValue("--symptom", "")))
        : Optional.empty();
  }

  Optional<Integer> jobs() {
    return NumberOption.of(line, "--jobs").map(number -> Math.max(1, number));
  }

  boolean freshProcess() {
    return line.hasMatchedOption("--fresh-process");
  }

  boolean timingCache() {
    return !line.hasMatchedOption("--no-timing-cache");
  }

  /** Whether calibrations are kept for the experiments of later runs, and used in these. */
  boolean calibrationCache() {
    return !line.hasMatchedOption("--no-calibration-cache");
  }

  /** Whether {@code diagnose} also works out on the CPU what scales the data come to. */
  boolean cpuCalibration() {
    return !line.hasMatchedOption("--no-cpu-calibration");
  }

  Optional<Path> record() {
    return Optional.ofNullable(line.<String>matchedOptionValue("--record", null))
        .map(CaseFiles::path);
  }
}
