package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.LogEvent.BatchCalibrated;
import io.trtdoctor.buildlog.LogEvent.Int8Rejected;
import io.trtdoctor.buildlog.LogEvent.PrecisionFallback;
import io.trtdoctor.buildlog.LogEvent.Problem;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recordings hold, counted with grep. */
class RecordingsTest {
  @ParameterizedTest
  @CsvSource({
    // recording, lines, version, engine, batches, first error, errors, missing, rejected, in effect
    "trt-10.15.1/effvit-builder-resource-missing, 3959, 10.15.1, 0, 0, 3959, 1, 0, 0, 0",
    "trt-10.6.0/effvit-healthy, 14635, 10.6.0, 14634, 2, 0, 0, 4, 0, 245",
    "trt-10.6.0/effvit-obey-conv, 4708, 10.6.0, 0, 0, 4708, 1, 4, 0, 245",
    "trt-10.6.0/effvit-zero-batches-conv-int8-prefer, 6719, 10.6.0, 0, 0, 6719, 1, 0, 0, 0",
    "trt-10.6.0/mobilenetv3-zero-batches, 3700, 10.6.0, 0, 0, 3700, 1, 0, 0, 0",
    "trt-8.6.1/effvit-cache-without-concats-prefer, 19605, 8.6.1, 19604, 0, 0, 0, 16, 4, 233",
    "trt-8.6.1/effvit-header-only-cache, 5299, 8.6.1, 0, 0, 5299, 1, 0, 0, 0",
    "trt-8.6.1/effvit-healthy, 23070, 8.6.1, 23069, 2, 0, 0, 12, 4, 237",
    "trt-8.6.1/effvit-int8-on-index-layers, 2884, 8.6.1, 0, 0, 2883, 2, 0, 0, 0",
    "trt-8.6.1/effvit-near-zero-data, 6452, 8.6.1, 0, 2, 6452, 1, 12, 4, 237",
    "trt-8.6.1/effvit-no-calibrator, 2854, 8.6.1, 0, 0, 2854, 1, 0, 0, 0",
    "trt-8.6.1/effvit-obey-conv-and-outputs, 5995, 8.6.1, 0, 2, 5994, 2, 12, 0, 237",
    "trt-8.6.1/effvit-obey-conv-partial-cache, 3728, 8.6.1, 0, 0, 3727, 2, 16, 0, 233",
    "trt-8.6.1/effvit-obey-conv, 3736, 8.6.1, 0, 0, 3735, 2, 12, 0, 237",
    "trt-8.6.1/effvit-zero-batches-conv-int8-prefer, 5299, 8.6.1, 0, 0, 5299, 1, 0, 0, 0",
    "trt-8.6.1/effvit-zero-batches, 5299, 8.6.1, 0, 0, 5299, 1, 0, 0, 0",
    "trt-8.6.1/mobilevit-algocache, 11481, 8.6.1, 0, 0, 11481, 1, 0, 0, 0",
    "trt-8.6.1/mobilevit-hostptr, 11491, 8.6.1, 0, 0, 11478, 13, 0, 0, 0",
    "trt-8.6.1/mobilevit-nandata, 11480, 8.6.1, 0, 2, 11480, 1, 0, 0, 0",
    "trt-8.6.1/mobilevit-othercache, 6462, 8.6.1, 0, 0, 6461, 2, 755, 63, 3",
    "trt-8.6.1/mobilevit-partcache, 6439, 8.6.1, 0, 0, 6438, 2, 699, 39, 59",
    "trt-8.6.1/mobilevit-tinyws, 7209, 8.6.1, 0, 0, 7208, 2, 18, 0, 740",
    "trt-8.6.1/relu-input, 277, 8.6.1, 276, 0, 0, 0, 7, 3, 1",
    "trt-8.6.1/silu-allm, 418, 8.6.1, 417, 0, 0, 0, 6, 4, 5",
    "trt-8.6.1/silu-im, 383, 8.6.1, 382, 0, 0, 0, 9, 4, 2",
    "trt-8.6.1/silu-ims, 383, 8.6.1, 382, 0, 0, 0, 8, 4, 3",
    "trt-8.6.1/silu-inc, 247, 8.6.1, 0, 0, 246, 2, 9, 5, 2",
    "trt-8.6.1/silu-incm, 383, 8.6.1, 382, 0, 0, 0, 8, 4, 3",
    "trt-8.6.1/silu-incs, 247, 8.6.1, 0, 0, 246, 2, 8, 5, 3",
    "trt-8.6.1/silu-input-fp16, 289, 8.6.1, 0, 0, 288, 2, 10, 5, 1",
    "trt-8.6.1/silu-input-lvl3, 267, 8.6.1, 0, 0, 266, 2, 10, 5, 1",
    "trt-8.6.1/silu-input, 247, 8.6.1, 0, 0, 246, 2, 10, 5, 1",
    "trt-8.6.1/silu-noc-fp16, 1054, 8.6.1, 1053, 0, 0, 0, 3, 4, 8",
    "trt-8.6.1/silu-noc, 418, 8.6.1, 417, 0, 0, 0, 3, 4, 8",
    "trt-8.6.1/silu-nom, 247, 8.6.1, 0, 0, 246, 2, 3, 5, 8",
    "trt-8.6.1/silu-nos, 683, 8.6.1, 682, 0, 0, 0, 3, 0, 8",
  })
  void everythingThatARecordingTellsIsFound(
      String recording,
      long lines,
      String version,
      long engine,
      int batches,
      long firstError,
      int errors,
      int missing,
      int rejected,
      int inEffect) {
    List<BuildLog> builds = Logs.builds(Logs.recording(recording));

    assertThat(builds).hasSize(1);
    BuildLog build = builds.get(0);
    assertThat(build.firstLine()).isEqualTo(1);
    assertThat(build.lastLine()).isEqualTo(lines);
    assertThat(build.version().orElseThrow()).hasToString(version);
    assertThat(build.succeeded()).isEqualTo(engine > 0);
    assertThat(build.first(LogEvent.EngineBuilt.class).map(e -> e.line().number()).orElse(0L))
        .isEqualTo(engine);
    assertThat(build.all(BatchCalibrated.class)).hasSize(batches);
    List<Problem> failures = build.all(Problem.class).stream().filter(Problem::isError).toList();
    assertThat(failures).hasSize(errors);
    assertThat(failures.stream().mapToLong(e -> e.line().number()).findFirst().orElse(0))
        .isEqualTo(firstError);
    assertThat(build.all(ScaleMissing.class)).hasSize(missing);
    assertThat(build.all(Int8Rejected.class)).hasSize(rejected);
    assertThat(build.all(ScaleInEffect.class)).hasSize(inEffect);
    assertThat(build.cutOff()).isFalse();
    assertThat(build.dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trt-8.6.1/effvit-obey-conv",
        "trt-8.6.1/effvit-int8-on-index-layers",
        "trt-8.6.1/silu-input",
        "trt-8.6.1/mobilevit-tinyws",
        "trt-8.6.1/mobilevit-hostptr",
      })
  void ofSeveralErrorsAllButTheFirstFollowFromIt(String recording) {
    List<Problem> errors =
        Logs.builds(Logs.recording(recording)).get(0).all(Problem.class).stream()
            .filter(Problem::isError)
            .toList();

    assertThat(errors.get(0).followsFrom()).isEmpty();
    assertThat(errors.subList(1, errors.size()))
        .isNotEmpty()
        .allSatisfy(
            error -> assertThat(error.followsFrom()).contains(errors.get(0).line().number()));
  }

  @Test
  void aFallbackIsFinalOnceNoImplementationObeys() {
    BuildLog build = Logs.builds(Logs.recording("trt-10.6.0/effvit-healthy")).get(0);

    assertThat(build.all(PrecisionFallback.class).stream().filter(PrecisionFallback::isFinal))
        .hasSize(20);
    assertThat(build.all(PrecisionFallback.class)).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trt-8.6.1/effvit-zero-batches",
        "trt-8.6.1/effvit-header-only-cache",
        "trt-8.6.1/mobilevit-algocache",
        "trt-10.6.0/effvit-zero-batches-conv-int8-prefer"
      })
  void aBuildWithoutBatchesDiesInTheMiddleOfACopy(String recording) {
    BuildLog build = Logs.builds(Logs.recording(recording)).get(0);

    LogEvent.ScaleCopied last = build.all(LogEvent.ScaleCopied.class).get(0);
    assertThat(last.complete()).isFalse();
    assertThat(last.tensor()).isEqualTo(last.source());
    assertThat(last.tensor().value()).endsWith("Concat_output_0");
    assertThat(build.all(LogEvent.PhaseEnded.class))
        .filteredOn(ended -> ended.phase() == BuildPhase.CALIBRATION_POST_PROCESSING)
        .singleElement()
        .satisfies(ended -> assertThat(ended.seconds().orElseThrow()).isLessThan(1e-4));
  }

  @Test
  void aCopyToldInTwoMessagesIsOneEvent() {
    BuildLog build = Logs.builds(Logs.recording("trt-8.6.1/mobilevit-tinyws")).get(0);

    assertThat(build.all(LogEvent.ScaleCopied.class))
        .extracting(copied -> copied.tensor().value(), copied -> copied.source().value())
        .contains(
            org.assertj.core.api.Assertions.tuple(
                "/stages/stages.4/stages.4.0/conv3_1x1/conv/Conv_output_0 copy",
                "/stages/stages.4/stages.4.1/Concat_2_output_0"));
  }

  @Test
  void aRejectedCacheIsSeen() {
    BuildLog build = Logs.builds(Logs.recording("trt-8.6.1/mobilevit-algocache")).get(0);

    assertThat(build.all(LogEvent.CacheUsed.class))
        .extracting(LogEvent.CacheUsed::use)
        .containsExactly(LogEvent.CacheUsed.Use.REJECTED);
  }

  @Test
  void thePhasesOfACalibratingBuildHaveTheirTimes() {
    BuildLog build = Logs.builds(Logs.recording("trt-8.6.1/effvit-healthy")).get(0);

    assertThat(build.all(LogEvent.PhaseEnded.class))
        .extracting(ended -> ended.phase().tag() + " " + ended.seconds().orElse(Double.NaN))
        .containsExactly(
            "parsing NaN",
            "graph-optimization 0.0254088",
            "tactic-timing 2.98275",
            "engine-generation 3.77946",
            "calibration-post-processing 22.6027",
            "calibration 26.5406",
            "scale-assignment 0.048",
            "graph-optimization 0.145559",
            "tactic-timing 39.0621",
            "engine-generation 40.0475");
  }

  @Test
  void recordingsInOneFileGiveThatManyBuildsInAnyOrder() throws Exception {
    List<String> names =
        new ArrayList<>(
            List.of(
                "trt-8.6.1/effvit-healthy",
                "trt-8.6.1/effvit-int8-on-index-layers",
                "trt-8.6.1/mobilevit-hostptr",
                "trt-8.6.1/silu-im",
                "trt-8.6.1/silu-input",
                "trt-10.6.0/effvit-healthy",
                "trt-10.6.0/mobilenetv3-zero-batches",
                "trt-10.15.1/effvit-builder-resource-missing"));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(names, new Random(seed));
      ByteArrayOutputStream log = new ByteArrayOutputStream();
      List<BuildLog> alone = new ArrayList<>();
      for (String name : names) {
        byte[] recording = Logs.recording(name);
        log.write(recording);
        alone.addAll(Logs.builds(recording));
      }

      List<BuildLog> together = Logs.builds(log.toByteArray());

      assertThat(together)
          .extracting(build -> build.events().size())
          .isEqualTo(alone.stream().map(build -> build.events().size()).toList());
      assertThat(together)
          .extracting(build -> build.lastLine() - build.firstLine())
          .isEqualTo(alone.stream().map(build -> build.lastLine() - build.firstLine()).toList());
      assertThat(together)
          .extracting(BuildLog::lines)
          .isEqualTo(alone.stream().map(BuildLog::lines).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1/effvit-healthy", "trt-10.6.0/effvit-healthy"})
  void aHealthyLogCutInMidBuildIsCutOff(String recording) {
    byte[] whole = Logs.recording(recording);
    for (int percent : new int[] {5, 20, 30, 40, 60, 80, 95}) {
      byte[] part = java.util.Arrays.copyOf(whole, (int) (whole.length * (long) percent / 100));

      BuildLog build = Logs.builds(part).get(0);

      assertThat(build.succeeded()).as("%d %%", percent).isFalse();
      assertThat(build.cutOff()).as("%d %%", percent).isTrue();
    }
  }
}
