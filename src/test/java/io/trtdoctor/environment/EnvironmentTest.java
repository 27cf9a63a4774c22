package io.trtdoctor.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trtdoctor.environment.Library.Kind;
import io.trtdoctor.environment.Need.Lack;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static final String SMI_OUTPUT = "580.65.06, NVIDIA H100 80GB HBM3, 81559, 9.0\n";

  private static final String NATIVES = "/home/u/.local/share/trt-doctor/natives/";

  @TempDir private Path root;

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> outputs = new HashMap<>();
  private String system = "Linux";

  @Test
  void aBareMachineCanDoEverythingButBuild() {
    Environment environment = probe();
    assertThat(environment.needs())
        .filteredOn(Need::isMet)
        .extracting(Need::command)
        .containsExactly(
            "diagnose",
            "triage",
            "bundle",
            "open",
            "compare",
            "inspect",
            "cache",
            "explain",
            "env");
    assertThat(lacks(environment)).containsExactly("driver", "tensorrt");
  }

  @Test
  void aWholeMachineCanBuild() throws IOException {
    wholeMachine();
    Environment environment = probe();
    assertThat(environment.needs()).allMatch(Need::isMet);
    assertThat(environment.driver()).contains("580.65.06");
    assertThat(environment.gpus())
        .containsExactly(
            new Gpu("NVIDIA H100 80GB HBM3", Optional.of("9.0"), OptionalLong.of(81559)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.161.08  Sat Feb 24 2024",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  535.161.08  Release Build",
      })
  void theKernelModuleTellsTheDriversVersion(String text) throws IOException {
    file("/proc/driver/nvidia/version", text + "\nGCC version: 12.3.0\n");
    assertThat(probe().driver()).contains("535.161.08");
  }

  @Test
  void anOldDriverThatKnowsNoComputeCapabilityIsAskedAgain() {
    outputs.put("driver_version,name,memory.total", "418.40, Tesla T4, 15079\n");
    assertThat(probe().gpus())
        .containsExactly(new Gpu("Tesla T4", Optional.empty(), OptionalLong.of(15079)));
  }

  @Test
  void withoutNvidiaSmiTheGpusAreReadFromProc() throws IOException {
    file("/proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t Tesla T4\nIRQ: 1\n");
    assertThat(probe().gpus()).extracting(Gpu::name).containsExactly("Tesla T4");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/x86_64-linux-gnu/libnvinfer.so.8.6.1, TENSORRT, 8.6.1",
    "/usr/local/tensorrt/lib/libnvinfer_plugin.so.8.6.1, TENSORRT_PLUGINS, 8.6.1",
    "/usr/local/TensorRT-10.6/lib/libnvonnxparser.so.10.6.0, TENSORRT_ONNX_PARSER, 10.6.0",
    "/opt/trt/lib/libnvinfer_builder_resource.so.8.6.1, TENSORRT_BUILDER_RESOURCE, 8.6.1",
    "/opt/trt/lib/libnvinfer_builder_resource_sm90.so.10.15.1, TENSORRT_BUILDER_RESOURCE, 10.15.1",
    "/usr/local/cuda-12.2/lib64/libcudart.so.12.2.140, CUDA_RUNTIME, 12.2.140",
    "/usr/lib64/libcudnn.so.8.9.7, CUDNN, 8.9.7",
    "/usr/lib/wsl/lib/libcuda.so.1, CUDA_DRIVER, 1",
    "/usr/local/lib/python3.10/dist-packages/tensorrt_libs/libnvinfer.so.10, TENSORRT, 10",
    "/home/u/.local/lib/python3.11/site-packages/nvidia/cudnn/lib/libcudnn.so.9, CUDNN, 9",
    "/venv/lib/python3.9/site-packages/tensorrt_libs/libnvinfer.so.8, TENSORRT, 8",
    "/ld/one/libnvinfer.so.8.5.3, TENSORRT, 8.5.3",
    "/configured/libnvinfer.so.8.5.3, TENSORRT, 8.5.3",
    "/cached/libnvinfer.so.8.5.3, TENSORRT, 8.5.3",
  })
  void aLibraryIsFoundWhereTheLoaderOrPythonFindsIt(String path, Kind kind, String version)
      throws IOException {
    variables.put("LD_LIBRARY_PATH", ":/none:/ld/one");
    variables.put("HOME", "/home/u");
    variables.put("VIRTUAL_ENV", "/venv");
    file("/etc/ld.so.conf.d/x.conf", "# comment\n/configured\n");
    file(
        "/etc/ld.so.cache",
        "glibc\0libnvinfer.so.8\0/cached/libnvinfer.so.8.5.3\0/lib/libc.so.6\0");
    file(path, "");
    assertThat(probe().libraries()).containsExactly(new Library(kind, path, Optional.of(version)));
  }

  @Test
  void aPythonPackageTellsTheWholeVersion() throws IOException {
    String packages = "/usr/local/lib/python3.10/dist-packages";
    file(packages + "/tensorrt_libs/libnvinfer.so.10", "");
    file(packages + "/tensorrt_cu12_libs-10.6.0.dist-info/METADATA", "");
    assertThat(probe().libraries())
        .extracting(Library::version)
        .containsExactly(Optional.of("10.6.0"));
  }

  @Test
  void aLinkCountsOnceWithTheVersionOfItsFile() throws IOException {
    Path file = file("/usr/lib/x86_64-linux-gnu/libnvinfer.so.8.6.1", "");
    Files.createSymbolicLink(file.resolveSibling("libnvinfer.so.8"), file.getFileName());
    Files.createSymbolicLink(file.resolveSibling("libnvinfer.so"), file.getFileName());
    assertThat(probe().libraries())
        .extracting(Library::kind, Library::version)
        .containsExactly(tuple(Kind.TENSORRT, Optional.of("8.6.1")));
  }

  @Test
  void aLinkThatLeadsNowhereIsNoLibrary() throws IOException {
    Path folder = Files.createDirectories(root.resolve("usr/lib64"));
    Files.createSymbolicLink(folder.resolve("libnvinfer.so"), Path.of("gone"));
    assertThat(probe().libraries()).isEmpty();
  }

  @Test
  void otherLibrariesAreLeftOut() throws IOException {
    file("/usr/lib64/libnvinfer_lean.so.8.6.1", "");
    file("/usr/lib64/libcudadevrt.so", "");
    assertThat(probe().libraries()).isEmpty();
  }

  @Test
  void aContainerWithoutAccessToTheDriverIsToldHowToStart() throws IOException {
    file("/.dockerenv", "");
    assertThat(lacks(probe())).contains("driver-in-container").doesNotContain("driver");
  }

  @Test
  void aDriverWithoutItsLibraryIsALack() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcuda.so.1"));
    assertThat(lacks(probe())).containsExactly("driver-library");
  }

  @Test
  void aDriverThatSeesNoGpuIsALack() throws IOException {
    wholeMachine();
    outputs.clear();
    assertThat(lacks(probe())).containsExactly("gpu");
  }

  @Test
  void aRuntimeWithoutBuilderResourceCannotBuild() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libnvinfer_builder_resource.so.8.6.1"));
    assertThat(lacks(probe())).containsExactly("builder-resource");
  }

  @Test
  void aBuilderResourceOfAnotherVersionCannotBuild() throws IOException {
    wholeMachine();
    Path file = root.resolve("usr/lib/x86_64-linux-gnu/libnvinfer_builder_resource.so.8.6.1");
    Files.move(file, file.resolveSibling("libnvinfer_builder_resource.so.8.5.3"));
    assertThat(lacks(probe())).containsExactly("builder-resource-version");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLackAndEveryKindHasItsWords(Language language) {
    Texts texts = Texts.in(language);
    for (Kind kind : Kind.values()) {
      assertThat(texts.render(kind.text())).isNotBlank();
    }
    for (Need need : probe().needs()) {
      for (Lack lack : need.lacks()) {
        assertThat(texts.render(lack.what())).isNotBlank();
        assertThat(texts.render(lack.remedy())).isNotBlank();
      }
    }
  }

  /** The key of every lack there is, so that a new one is not forgotten. */
  static Stream<Arguments> everyRemedy() {
    String prefix = "environment.remedy.";
    return Stream.of(Language.values())
        .flatMap(
            language ->
                Texts.in(language).patterns("environment").entrySet().stream()
                    .filter(text -> text.getKey().startsWith(prefix))
                    .map(text -> Arguments.of(language + " " + text.getKey(), text.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyRemedy")
  void everyRemedyNamesACommand(String key, String remedy) {
    assertThat(remedy)
        .containsPattern(
            "sudo apt-get install |scripts/fetch-natives |docker run |nvidia-smi|unset |export |wsl ");
  }

  @Test
  void aDriverWithoutItsLibraryIsMendedByThePackageOfItsMajorVersion() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcuda.so.1"));

    assertThat(remedies(probe()))
        .singleElement()
        .asString()
        .contains("580.65.06", "sudo apt-get install libnvidia-compute-580");
  }

  @Test
  void aSystemThatIsNotLinuxCannotBuild() {
    system = "Windows 11";

    assertThat(lacks(probe())).contains("linux");
  }

  @Test
  void aTensorRtWithoutItsParserIsNamed() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libnvonnxparser.so.8.6.1"));

    assertThat(lacks(probe())).containsExactly("onnx-parser");
  }

  @Test
  void aTensorRtOfTheSystemWithoutCudnnIsNamed() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcudnn.so.8.9.7"));

    assertThat(lacks(probe())).containsExactly("cudnn");
  }

  @Test
  void theMachineWeRunOnIsProbedWithoutFailure() {
    Environment environment = Environment.probe();
    assertThat(environment.jvm().version()).isEqualTo(System.getProperty("java.version"));
    assertThat(environment.system()).startsWith(System.getProperty("os.name"));
  }

  private void wholeMachine() throws IOException {
    file(
        "/proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  x");
    outputs.put("driver_version,name,memory.total,compute_cap", SMI_OUTPUT);
    String folder = "/usr/lib/x86_64-linux-gnu/";
    file(folder + "libcuda.so.1", "");
    file(folder + "libnvinfer.so.8.6.1", "");
    file(folder + "libnvinfer_builder_resource.so.8.6.1", "");
    file(folder + "libnvonnxparser.so.8.6.1", "");
    file(folder + "libcudnn.so.8.9.7", "");
    variables.put("HOME", "/home/u");
    file(NATIVES + "8.6/jars/tensorrt-8.6-1.5.10.jar", "");
  }

  @Test
  void whatWasFetchedIsASourceOfItsLine() throws IOException {
    driverAndGpu();
    fetched("8.6", "8.6-1.5.10", "libnvinfer_builder_resource.so.8.6.1");

    assertThat(probe().sources())
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.line()).isEqualTo("8.6");
              assertThat(source.version()).contains("8.6.1");
              assertThat(source.home()).contains(NATIVES + "8.6");
            });
    assertThat(lacks(probe())).isEmpty();
  }

  @Test
  void standInsOfAKitAreSeen() throws IOException {
    fetched("8.6", "8.6-1.5.10", "libnvinfer_builder_resource.so.8.6.1");
    assertThat(probe().sources()).extracting(TensorRtSource::standIns).containsExactly(false);

    file(NATIVES + "8.6/STAND-INS", "");
    assertThat(probe().sources()).extracting(TensorRtSource::standIns).containsExactly(true);
  }

  @Test
  void theSystemsOwnComesBeforeWhatWasFetched() throws IOException {
    wholeMachine();
    fetched("10.6", "10.6-1.5.11", "libnvinfer_builder_resource.so.10.6.0");

    assertThat(probe().sources())
        .extracting(TensorRtSource::line, TensorRtSource::origin)
        .containsExactly(
            tuple("8.6", TensorRtSource.Origin.SYSTEM),
            tuple("10.6", TensorRtSource.Origin.FETCHED));
  }

  @Test
  void anUnpackedKitIsFoundByItsVariable() throws IOException {
    variables.put("TRT_HOME", "/opt/kit");
    file("/opt/kit/jars/tensorrt-10.6-1.5.11.jar", "");
    file("/opt/kit/nat/libnvinfer.so.10", "");

    assertThat(probe().sources()).extracting(TensorRtSource::line).containsExactly("10.6");
  }

  @ParameterizedTest
  @CsvSource({
    "8.6.1, 8.6, 8.6",
    "10.0.1, 10.0, 10.6",
    "10.6.0, 10.6, 10.6",
    "10.14.1, 10.14, 10.6",
    "10.15.1, 10.15, 10.15",
    "10.16.0, 10.16, 10.15",
  })
  void thePresetsFitTheSystemsTensorRt(String version, String line, String presets)
      throws IOException {
    file("/usr/lib64/libnvinfer.so." + version, "");

    assertThat(probe().sources())
        .extracting(TensorRtSource::line, TensorRtSource::presets)
        .containsExactly(tuple(line, presets));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.5.3", "7.2.1", "11.0.0"})
  void aTensorRtThatNoPresetsFitIsNamed(String version) throws IOException {
    driverAndGpu();
    file("/usr/lib64/libnvinfer.so." + version, "");

    assertThat(lacks(probe())).containsExactly("tensorrt-version");
  }

  @ParameterizedTest
  @CsvSource({
    "525.60.12, true",
    "470.82.01, true",
    "525.60.13, false",
    "535.104.05, false",
    "560.28.03, false",
    "580.65.06, false",
  })
  void minorVersionCompatibilityBeginsWithADriver(String driver, boolean tooOld)
      throws IOException {
    fetched("10.6", "10.6-1.5.11", "libnvinfer_builder_resource.so.10.6.0");
    driverAndGpu();
    file("/proc/driver/nvidia/version", "NVIDIA UNIX x86_64 Kernel Module  " + driver + "  x");

    assertThat(lacks(probe()).contains("driver-too-old")).isEqualTo(tooOld);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1"})
  void hiddenGpusAreNamed(String visible) throws IOException {
    fetched("8.6", "8.6-1.5.10", "libnvinfer_builder_resource.so.8.6.1");
    driverAndGpu();
    variables.put("CUDA_VISIBLE_DEVICES", visible);

    assertThat(lacks(probe())).containsExactly("gpus-hidden");
  }

  @Test
  void aBuilderResourceForOtherGpusOnlyIsNamed() throws IOException {
    fetched("10.6", "10.6-1.5.11", "libnvinfer_builder_resource_sm75.so.10.6.0");
    driverAndGpu();

    assertThat(lacks(probe())).containsExactly("builder-resource-architecture");
  }

  @Test
  void theBuilderResourceForThisGpuSuffices() throws IOException {
    fetched("10.6", "10.6-1.5.11", "libnvinfer_builder_resource_sm90.so.10.6.0");
    driverAndGpu();

    assertThat(lacks(probe())).isEmpty();
  }

  @Test
  void cudnnOfAnotherMajorVersionIsNamed() throws IOException {
    wholeMachine();
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcudnn.so.8.9.7"));
    file("/usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0", "");

    assertThat(lacks(probe())).containsExactly("cudnn-major");
  }

  @Test
  void presetsThatWereNotFetchedAreNamed() throws IOException {
    wholeMachine();
    Files.delete(root.resolve((NATIVES + "8.6/jars/tensorrt-8.6-1.5.10.jar").substring(1)));

    assertThat(lacks(probe())).containsExactly("presets");
  }

  @ParameterizedTest
  @CsvSource({"4000, true", "40000, false"})
  void aFullGpuIsNamed(String free, boolean lacking) throws IOException {
    wholeMachine();
    outputs.put("memory.free", free + "\n");

    assertThat(lacks(probe()).contains("gpu-memory")).isEqualTo(lacking);
  }

  private void driverAndGpu() throws IOException {
    file(
        "/proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  x");
    outputs.put("driver_version,name,memory.total,compute_cap", SMI_OUTPUT);
    file("/usr/lib/x86_64-linux-gnu/libcuda.so.1", "");
  }

  private void fetched(String line, String presets, String resource) throws IOException {
    variables.put("HOME", "/home/u");
    String home = NATIVES + line;
    file(home + "/jars/tensorrt-" + presets + ".jar", "");
    file(home + "/nat/libnvinfer.so." + line.substring(0, line.indexOf('.')), "");
    file(home + "/nat/" + resource, "");
  }

  private static List<String> lacks(Environment environment) {
    String prefix = "environment.lack.";
    return environment.needs().stream()
        .flatMap(need -> need.lacks().stream())
        .map(lack -> lack.what().key().substring(prefix.length()))
        .toList();
  }

  private static List<String> remedies(Environment environment) {
    return environment.needs().stream()
        .flatMap(need -> need.lacks().stream())
        .map(lack -> Texts.in(Language.EN).render(lack.remedy()))
        .toList();
  }

  private Environment probe() {
    return Environment.probe(new FakeMachine(root, system, variables, outputs));
  }

  private Path file(String path, String content) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content, StandardCharsets.ISO_8859_1);
  }

  /** A machine under a folder; nvidia-smi answers by the fields it is asked for. */
  private record FakeMachine(
      Path root, String system, Map<String, String> variables, Map<String, String> outputs)
      implements Machine {
    @Override
    public String property(String name) {
      return name.equals("os.name") ? system : "";
    }

    @Override
    public Optional<String> output(List<String> command) {
      return Optional.ofNullable(outputs.get(command.get(1).replace("--query-gpu=", "")));
    }
  }
}
