package io.trtdoctor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.check.Catalogue;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.onnx.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the calibration cache and the model add to a log. */
class JudgementWithInputsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String HEADER = "TRT-8601-EntropyCalibration2\n";
  private static NetworkGraph efficientVit;
  private static String wholeCache;

  @BeforeAll
  static void readEfficientVit(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("efficientvit_b0.onnx");
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(RESOURCES.resolve("models/efficientvit_b0.onnx.gz")))) {
      Files.copy(in, model);
    }
    efficientVit = NetworkGraph.of(OnnxReader.read(model));
    wholeCache = Files.readString(RESOURCES.resolve("recordings/trt-8.6.1/effvit.calib.cache"));
  }

  @Test
  void anEmptyCacheBehindMissingBatchesIsTheCause() {
    BuildDiagnosis build = judge("trt-8.6.1/effvit-header-only-cache", HEADER);

    assertThat(build.verdict().cause()).contains("calibration-cache-empty");
    assertThat(causes(build))
        .containsSubsequence("calibration-cache-empty", "calibrator-no-batches");
  }

  @Test
  void aWholeCacheThatWasNotReadLeavesMissingBatchesTheCause() {
    assertThat(judge("trt-8.6.1/effvit-zero-batches", wholeCache).verdict().cause())
        .contains("calibrator-no-batches");
  }

  @Test
  void aHealthyBuildStaysHealthyWithItsCacheAndModel() {
    BuildDiagnosis build = judge("trt-8.6.1/effvit-healthy", wholeCache);

    assertThat(build.verdict().cause()).as("%s", build.findings()).isEmpty();
  }

  @Test
  void aCacheWithoutItsConcatenationsIsPartial() {
    BuildDiagnosis build =
        judge("trt-8.6.1/effvit-cache-without-concats-prefer", without("Concat_output_0"));

    assertThat(build.verdict().cause()).contains("calibration-cache-partial");
    assertThat(build.traces()).isNotEmpty();
  }

  @Test
  void theTensorOfTheErrorIsTracedThroughTheNetwork() {
    BuildDiagnosis build = judge("trt-8.6.1/effvit-zero-batches", wholeCache);

    assertThat(build.traces().get(0).tensor().value()).endsWith("main/Concat_output_0");
  }

  @Test
  void aNodeBehindATensorIsNamed() {
    BuildDiagnosis build = judge("trt-8.6.1/effvit-zero-batches", wholeCache);

    assertThat(build.findings().get(0).subjects())
        .anySatisfy(
            subject ->
                assertThat(subject.onnxNode().orElse("")).endsWith("context_module/main/Concat"));
  }

  @Test
  void aWholeCacheAndItsModelAloneLeaveNothingToJudgeBy() {
    assertThat(
            judge(Optional.empty(), Optional.of(efficientVit), wholeCache)
                .verdict()
                .summary()
                .key())
        .isEqualTo("diagnosis.nothing-to-judge-by");
  }

  @Test
  void anotherNetworksCacheIsForeignWithoutALog() {
    NetworkGraph silu = NetworkGraph.of(OnnxReader.read(RESOURCES.resolve("models/silu.onnx")));

    assertThat(judge(Optional.empty(), Optional.of(silu), wholeCache).verdict().cause())
        .contains("calibration-cache-foreign");
  }

  @Test
  void theCacheDecidesThatItIsAnotherNetworks() {
    assertThat(
            judge(log("trt-8.6.1/mobilevit-othercache"), Optional.empty(), wholeCache)
                .verdict()
                .cause())
        .contains("calibration-cache-foreign");
  }

  private static String without(String ending) {
    return wholeCache
            .lines()
            .filter(line -> !line.replaceAll(": [0-9a-f]+$", "").endsWith(ending))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static List<String> causes(BuildDiagnosis build) {
    return build.findings().stream().map(Finding::cause).toList();
  }

  private static Optional<BuildLog> log(String recording) {
    return Optional.of(LogBench.read("recordings/" + recording + ".log.gz").get(0));
  }

  private static BuildDiagnosis judge(String recording, String cache) {
    return judge(log(recording), Optional.of(efficientVit), cache);
  }

  private static BuildDiagnosis judge(
      Optional<BuildLog> log, Optional<NetworkGraph> network, String cache) {
    NamedCache named =
        new NamedCache(
            "calib.cache",
            CalibrationCacheReader.parse(cache.getBytes(StandardCharsets.UTF_8), "calib.cache"));
    return new BuildJudge(Catalogue.all())
        .judge(new CaseInputs(log, BuildSettings.unknown(), network, Optional.of(named)));
  }
}
