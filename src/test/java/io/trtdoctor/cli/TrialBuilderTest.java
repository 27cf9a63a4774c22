package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.console.RecordingConsole;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.onnx.OnnxReader;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.record.RecordingReader;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import io.trtdoctor.worker.client.FakeKit;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine with a GPU, driver and TensorRT that are all made up. */
class TrialBuilderTest {
  private static final Path MODEL = Path.of("src/test/resources/models/silu.onnx");

  @TempDir private Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final RecordingConsole console = new RecordingConsole();
  private boolean interrupting;
  private Optional<String> smi = Optional.of("580.65.06, NVIDIA H100 80GB HBM3, 81559, 9.0\n");

  @BeforeEach
  void install() throws Exception {
    Files.createDirectory(folder.resolve("driver"));
    Files.createFile(folder.resolve("driver/libcuda.so.1"));
    variables.put("LD_LIBRARY_PATH", folder.resolve("driver").toString());
    variables.put("TRT_HOME", FakeKit.in(folder.resolve("kit"), "8.6-1.5.10").toString());
    variables.put("HOME", folder.toString());
  }

  private final class MadeUpMachine implements Machine {
    @Override
    public Path root() {
      return Path.of("/");
    }

    @Override
    public Map<String, String> variables() {
      return variables;
    }

    @Override
    public String property(String name) {
      return System.getProperty(name, "");
    }

    @Override
    public Optional<String> output(List<String> command) {
      if (interrupting) {
        Thread.currentThread().interrupt();
      }
      return command.get(1).contains("compute_cap") ? smi : Optional.empty();
    }
  }

  private TrialBuild make(boolean logGiven, String... arguments) {
    var line =
        CommandTree.of("diagnose")
            .parse(
                Stream.concat(Stream.of("diagnose", MODEL.toString()), Stream.of(arguments))
                    .toArray(String[]::new))
            .subcommand();
    Session session =
        new Session(
            console, Texts.in(Language.EN), InputStream.nullInputStream(), Map.copyOf(variables));
    ProbeOptions options = new ProbeOptions(line);
    NetworkGraph network = NetworkGraph.of(OnnxReader.read(MODEL));
    DataInput data = DataInput.read(options, network.network(), Map.of(), session);
    return new TrialBuilder(
            options, session, SettingsOptions.read(line), new MadeUpMachine(), Optional.empty())
        .make(MODEL, network, Optional::empty, logGiven, data);
  }

  @Test
  void aMachineWithAllItTakesBuildsAndSaysWithWhat() throws Exception {
    TrialBuild build = make(false, "--trt", folder.resolve("kit").toString());

    assertThat(Files.readString(build.log().orElseThrow())).contains("Starting Calibration.");
    assertThat(build.settings().flags()).isNotEmpty();
    assertThat(console.remarks())
        .contains("building with TensorRT 8.6.1 (fetched, ", "as asked for", "settings nobody gave")
        .doesNotContain("stand-ins");
    assertThat(build.report().machine()).containsEntry("tensorrt", "8.6.1");
    assertThat(build.report().engine()).hasSize(1);
  }

  @Test
  void theBuildIsRecordedForLater() {
    Path recording = folder.resolve("probes.gz");

    make(false, "--no-data", "--no-experiments", "--record", recording.toString(), "--trt", "8.6");
    make(false, "--record", recording.toString(), "--trt", "8.6");

    assertThat(RecordingReader.read(recording))
        .extracting(RecordedProbe::recipe)
        .extracting(recipe -> recipe.calibrator().isPresent())
        .containsExactly(true, true);
  }

  @Test
  void aBuildThatFailsIsInvestigated() {
    TrialBuild build = make(false, "--no-data", "--trt", "8.6");

    assertThat(build.experiment().proofs())
        .extracting(Proof::cause)
        .containsExactly(Optional.of("calibrator-no-batches"));
    assertThat(console.remarks().lines().filter("Does it fail as given?"::equals)).hasSize(1);
  }

  @Test
  void nothingIsBuiltUnaskedWhereALogIsGiven() {
    assertThat(make(true).log()).isEmpty();
  }

  @Test
  void buildingIsAskedForWhereALogIsGiven() {
    assertThat(make(true, "--backend", "gpu", "--trt", "8.6").log()).isPresent();
  }

  @Test
  void withoutADriverOneLineSaysSoAndOneThatItGoesOn() {
    smi = Optional.empty();

    assertThat(make(false, "--trt", "8.6").log()).isEmpty();
    assertThat(console.remarks().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("not building here: "),
            line -> assertThat(line).startsWith("Going on with what can be judged"));
  }

  @Test
  void withoutADriverABuildThatWasAskedForIsRefused() {
    smi = Optional.empty();

    assertThatThrownBy(() -> make(false, "--backend", "gpu", "--trt", "8.6"))
        .isInstanceOf(MachineLacksException.class);
  }

  @Test
  void aLineThatIsNotHereIsNamed() {
    assertThat(make(false, "--trt", "10.15").log()).isEmpty();
    assertThat(console.remarks()).contains("no TensorRT 10.15", "found: 8.6");
    assertThatThrownBy(() -> make(false, "--backend", "gpu", "--trt", "10.15"))
        .isInstanceOf(MachineLacksException.class);
  }

  @Test
  void aFolderWithoutTensorRtIsAUsageError() {
    assertThatThrownBy(() -> make(false, "--trt", folder.toString()))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-experiments", "--symptom=crash"})
  void whatIsKnownCanStillBeWrittenDownAfterAnInterrupt(String option) {
    interrupting = true;

    TrialBuild build = make(false, option, "--trt", "8.6");

    assertThat(Thread.interrupted()).isFalse();
    assertThat(build.remarks()).extracting(Message::key).contains("cli.gpu.unresolved");
    assertThat(build.experiment().notes())
        .extracting(Message::key)
        .doesNotContain("experiment.note.not-reproduced");
  }

  @Test
  void standInsAreSaidToBreakPlugins() throws Exception {
    Files.createFile(folder.resolve("kit/STAND-INS"));

    make(false, "--trt", "8.6");

    assertThat(console.remarks()).contains("are stand-ins", "TensorRT's own among them");
  }

  @Test
  void kernelTimingsAreKeptByModelGpuAndVersion() {
    make(false, "--trt", "8.6");

    assertThat(folder.resolve(".cache/trt-doctor/timing")).isDirectory();
  }

  private TrialBuild makeWithUselessCache(Path recording, String... more) throws Exception {
    Path cache = folder.resolve("useless.cache");
    Files.writeString(cache, "TRT-8601-EntropyCalibration2\n");
    List<String> arguments = new ArrayList<>(List.of("--trt", "8.6", "--cache", cache.toString()));
    arguments.addAll(List.of("--record", recording.toString()));
    arguments.addAll(List.of(more));
    return make(false, arguments.toArray(String[]::new));
  }

  private static Stream<Recipe> recalled(Path recording) {
    return RecordingReader.read(recording).stream()
        .filter(probe -> probe.outcome().observations().keptSince().isPresent())
        .map(RecordedProbe::recipe);
  }

  @Test
  void experimentsOfALaterRunTakeTheScalesOfAnEarlierOne() throws Exception {
    makeWithUselessCache(folder.resolve("first.gz"));
    assertThat(console.remarks()).doesNotContain("not calibrating again");

    TrialBuild second = makeWithUselessCache(folder.resolve("second.gz"));

    assertThat(console.remarks()).containsOnlyOnce("not calibrating again");
    assertThat(recalled(folder.resolve("first.gz"))).isEmpty();
    assertThat(recalled(folder.resolve("second.gz")))
        .singleElement()
        .satisfies(recipe -> assertThat(recipe.calibrationCache()).isEmpty());
    assertThat(second.experiment().notes())
        .extracting(Message::key)
        .contains("experiment.note.calibration-kept");
    assertThat(second.experiment().probes()).filteredOn(ProbeSummary::recorded).hasSize(1);
  }

  @Test
  void withoutTheCalibrationCacheNothingIsKept() throws Exception {
    makeWithUselessCache(folder.resolve("first.gz"), "--no-calibration-cache");

    assertThat(folder.resolve(".cache/trt-doctor/calibration")).doesNotExist();
  }

  @Test
  void whatIsBuiltToBeJudgedCalibratesEachTime() {
    Path recording = folder.resolve("probes.gz");

    make(false, "--trt", "8.6", "--record", recording.toString());
    make(false, "--trt", "8.6", "--record", recording.toString());

    assertThat(folder.resolve(".cache/trt-doctor/calibration")).isNotEmptyDirectory();
    assertThat(RecordingReader.read(recording)).hasSize(2);
    assertThat(recalled(recording)).isEmpty();
  }
}
