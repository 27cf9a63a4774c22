package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.environment.Environment;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.ProbeLog;
import io.trtdoctor.selftest.Bench;
import io.trtdoctor.selftest.Part;
import io.trtdoctor.selftest.PartResult;
import io.trtdoctor.selftest.PartResult.Status;
import io.trtdoctor.selftest.ResultsFile;
import io.trtdoctor.selftest.SelfTest;
import io.trtdoctor.selftest.SelfTestReport;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Checks a GPU host with real TensorRT and measures probes there; for developers. */
final class SelfTestCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("self-test")
        .value("DIR", "--trt-home")
        .value("LINE", "--line")
        .value("FILE", "--model")
        .value("DIR", "--to")
        .value("PART,...", "--parts")
        .value("N", "--probes")
        .value("N", "--fresh-probes")
        .value("N", "--jobs")
        .value("N", "--starting")
        .value("SECONDS", "--many-seconds")
        .flag("--no-timing-cache")
        .value("N", "--overhead-pairs")
        .value("FILE", "--culprits")
        .value("LEVEL", "--optimization-level")
        .value("N[,N...]|all", DeviceOption.NAME)
        .value("SECONDS", "--most-seconds")
        .asking()
        .hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Path to = CaseFiles.path(required(line, "--to"));
    List<Part> parts = parts(line);
    Bench bench = bench(line, to);
    String name = "self-test-" + bench.settings().line().name();
    ResultsFile results = new ResultsFile(to.resolve(name + ".jsonl"));
    SelfTest test =
        new SelfTest(bench, Duration.ofSeconds(NumberOption.of(line, "--most-seconds", 24 * 3600)));
    List<Status> ends = new ArrayList<>();
    test.run(
        parts,
        result -> {
          ends.add(result.status());
          results.add(result);
          write(to.resolve(name + ".md"), bench, results.read());
          session.console().say(told(result));
        });
    session.console().print(to.resolve(name + ".md").toString());
    return ends.stream().allMatch(Status.PASSED::equals)
        ? ExitStatus.FINE
        : ExitStatus.UNDETERMINED;
  }

  private static String required(ParseResult line, String option) {
    String value = line.matchedOptionValue(option, null);
    if (value == null) {
      throw new UsageException(Message.of("cli.usage.missing-argument", option));
    }
    return value;
  }

  private static List<Part> parts(ParseResult line) {
    String given = line.matchedOptionValue("--parts", null);
    return given == null
        ? List.of(Part.values())
        : Arrays.stream(given.split(","))
            .map(
                tag ->
                    Part.ofTag(tag)
                        .orElseThrow(
                            () ->
                                new UsageException(Message.of("cli.usage.unknown-argument", tag))))
            .toList();
  }

  private static Bench bench(ParseResult line, Path to) {
    Path home = CaseFiles.path(required(line, "--trt-home"));
    TensorRtLine trt = TensorRtLine.unpacked(required(line, "--line"), home);
    FileRef model = FileRef.of(CaseFiles.path(required(line, "--model")));
    ChildSettings settings = settings(line, ChildSettings.of(trt, workFolder(to)));
    NetworkGraph network = NetworkGraph.of(OnnxReader.read(model.path().orElseThrow()));
    int probes = NumberOption.of(line, "--probes", 20);
    return new Bench(
        settings,
        model,
        NumberOption.of(line, "--optimization-level", 0),
        probes,
        NumberOption.of(line, "--fresh-probes", probes),
        NumberOption.of(line, "--jobs", GpuRoom.children(settings.devices())),
        Duration.ofSeconds(NumberOption.of(line, "--many-seconds", 240)),
        NumberOption.of(line, "--overhead-pairs", 2),
        Duration.ofMinutes(10),
        convolutions(network),
        culprits(line),
        seen -> cause(network, seen),
        tool(),
        lineArguments(line, home));
  }

  private static ChildSettings settings(ParseResult line, ChildSettings plain) {
    ChildSettings.Builder settings = plain.toBuilder();
    settings.mostStarting(Math.max(1, NumberOption.of(line, "--starting", plain.mostStarting())));
    if (line.hasMatchedOption(DeviceOption.NAME)) {
      settings.devices(DeviceOption.of(line, Environment.probe().gpus()));
    }
    if (!line.hasMatchedOption("--no-timing-cache")) {
      settings.timingCache(plain.workFolder().resolve("kernels.timing"));
    }
    return settings.build();
  }

  private static List<String> lineArguments(ParseResult line, Path home) {
    List<String> arguments = new ArrayList<>(List.of("--trt", home.toString()));
    Optional.ofNullable(line.<String>matchedOptionValue(DeviceOption.NAME, null))
        .ifPresent(device -> arguments.addAll(List.of(DeviceOption.NAME, device)));
    return arguments;
  }

  private static List<String> tool() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "io.trtdoctor.Main");
  }

  private static List<LayerName> convolutions(NetworkGraph network) {
    return network.network().layers().stream()
        .filter(layer -> layer.operator().equals("Conv"))
        .map(Layer::name)
        .toList();
  }

  /** One layer's name a line. */
  private static Set<LayerName> culprits(ParseResult line) {
    String file = line.matchedOptionValue("--culprits", null);
    if (file == null) {
      return Set.of();
    }
    try (Stream<String> names = Files.lines(CaseFiles.path(file))) {
      return names.filter(name -> !name.isBlank()).map(LayerName::of).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("cli.cannot-read", file, String.valueOf(e.getMessage())), e);
    }
  }

  private static Optional<String> cause(NetworkGraph network, Observations seen) {
    Judgement judgement =
        new Judgement(BuildSettings.unknown(), Optional.of(network), Optional.empty());
    List<BuildLog> builds = ProbeLog.builds(seen, "probe");
    builds.forEach(judgement::of);
    return builds.isEmpty()
        ? Optional.empty()
        : judgement.whole(List.of(), List.of()).verdict().cause();
  }

  private static Path workFolder(Path to) {
    try {
      return Files.createDirectories(to.resolve("work")).toAbsolutePath();
    } catch (IOException e) {
      throw cannotWrite(to, e);
    }
  }

  private static void write(Path file, Bench bench, List<PartResult> results) {
    String title =
        "TensorRT " + bench.settings().line().name() + ", " + bench.modelPath().getFileName();
    try {
      Files.writeString(file, SelfTestReport.markdown(title, results));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static MachineLacksException cannotWrite(Path file, IOException e) {
    return new MachineLacksException(
        Message.of("cli.cannot-write", file.toString(), String.valueOf(e.getMessage())), e);
  }

  private static String told(PartResult result) {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %s (%.1f s)",
                result.part().tag(),
                result.status(),
                result.seconds()));
    if (result.status() != Status.PASSED) {
      result.facts().forEach((name, value) -> out.append("\n  " + name + ": " + value.strip()));
    }
    return out.toString();
  }
}
