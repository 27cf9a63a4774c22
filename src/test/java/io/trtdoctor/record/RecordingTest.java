package io.trtdoctor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibratorCall;
import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Death;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingTest {
  private static final Recipe RECIPE = Recipe.of(FileRef.ofHash("a".repeat(64)), "8.6").build();
  private static final Recipe OTHER = RECIPE.toBuilder().optimizationLevel(1).build();
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("probes.jsonl.gz");
  }

  private static Observations observations() {
    return new Observations(
        List.of(
            new LogMessage(0.25, LogSeverity.VERBOSE, "Tactic: 0x1\nsecond line"),
            new LogMessage(1.5, LogSeverity.ERROR, "1: Unexpected exception _Map_base::at")),
        Map.of("build", 3.5),
        List.of(
            new CalibratorCall(
                0.5,
                CalibratorCall.Method.GET_BATCH,
                true,
                1,
                List.of(new CalibratorCall.Binding("x", CalibratorCall.Memory.DEVICE, 602112)),
                OptionalDouble.of(0.125),
                Optional.of("why"))),
        Optional.of("TRT-8601-EntropyCalibration2\n"),
        OptionalLong.of(99),
        "printed",
        "complained",
        Optional.of("{}"),
        List.of(
            new BuilderLayer(
                0,
                "conv",
                "CONVOLUTION",
                Optional.of(DataType.INT8),
                List.of(DataType.UNKNOWN, DataType.FP16),
                "[ONNX Layer: conv]")),
        List.of("/work/hs_err.log"),
        Map.of("gpu", "H100"),
        Optional.of(
            new Measurement(
                List.of(1.5, 0.1),
                List.of(
                    new SampleOutput(0, "y", List.of(1L, 2L), FloatValues.of(1.25f, Float.NaN))),
                Optional.of("cut"))));
  }

  static Stream<Outcome> outcomes() {
    Observations seen = observations();
    return Stream.of(
        new Outcome.Built(seen),
        new Outcome.Failed("1: Unexpected exception", seen),
        new Outcome.Stopped(Until.Phase.CALIBRATION, seen),
        new Outcome.Crashed(new Death(134, OptionalInt.of(11)), "last", seen),
        new Outcome.Hung(Duration.ofMillis(1500), seen),
        new Outcome.Unresolved(Message.of("probe.refused", "why"), seen));
  }

  private void record(Recipe recipe, Until until, Outcome outcome) {
    try (Recording recording = Recording.append(file)) {
      recording.add(recipe, until, outcome);
    }
  }

  private Outcome replay(Recipe recipe, Until until) {
    return ReplayRunner.of(file).run(recipe, until, LIMIT);
  }

  private static Outcome failed(String symptom) {
    return new Outcome.Failed(symptom, Observations.none());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void anOutcomeIsReplayedWhole(Outcome outcome) {
    record(RECIPE, Until.finished(), outcome);

    assertThat(replay(RECIPE, Until.finished())).isEqualTo(outcome);
  }

  @Test
  void aRecipeThatWasNotRecordedIsUnresolved() {
    record(RECIPE, Until.finished(), failed("x"));

    assertThat(replay(OTHER, Until.finished()))
        .isEqualTo(Outcome.unresolved(Message.of("probe.not-recorded")));
  }

  @Test
  void anInterruptedThreadRecordsAllTheSameAndStaysInterrupted() {
    try (Recording recording = Recording.append(file)) {
      Thread.currentThread().interrupt();
      recording.add(RECIPE, Until.finished(), failed("one"));
      assertThat(Thread.interrupted()).isTrue();
      recording.add(OTHER, Until.finished(), failed("two"));
    } finally {
      Thread.interrupted();
    }

    assertThat(RecordingReader.read(file)).hasSize(2);
  }

  @Test
  void aThreadThatIsInterruptedAlreadyOpensARecording() {
    Thread.currentThread().interrupt();
    try {
      record(RECIPE, Until.finished(), failed("one"));
    } finally {
      Thread.interrupted();
    }

    assertThat(RecordingReader.read(file)).hasSize(1);
  }

  @Test
  void aProbeThatWasGivenUpIsNotRecorded() {
    record(RECIPE, Until.finished(), Outcome.givenUp(observations()));
    record(RECIPE, Until.finished(), Outcome.unresolved(Message.of("probe.refused", "why")));

    assertThat(RecordingReader.read(file))
        .extracting(probe -> ((Outcome.Unresolved) probe.outcome()).reason().key())
        .containsExactly("probe.refused");
  }

  @Test
  void probesAreAppended() {
    record(RECIPE, Until.finished(), failed("one"));
    record(OTHER, Until.finished(), failed("two"));

    assertThat(RecordingReader.read(file))
        .extracting(RecordedProbe::recipe)
        .containsExactly(RECIPE, OTHER);
  }

  @Test
  void aRecordingThatWasPackedAgainIsRefusedRatherThanReadInPart() throws IOException {
    record(RECIPE, Until.finished(), failed("one"));
    record(OTHER, Until.finished(), failed("two"));
    byte[] lines;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      lines = in.readAllBytes();
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines);
    }

    assertThatThrownBy(() -> RecordingReader.read(file)).hasMessageContaining("packed again");
  }

  @Test
  void aProbeRecordedAgainReplacesWhatWasRecordedFirst() {
    record(RECIPE, Until.finished(), failed("one"));
    record(RECIPE, Until.finished(), failed("two"));

    assertThat(replay(RECIPE, Until.finished())).isEqualTo(failed("two"));
  }

  @Test
  void aWholeProbeAnswersAProbeThatWouldHaveStoppedEarly() {
    record(RECIPE, Until.finished(), failed("x"));

    assertThat(replay(RECIPE, Until.symptom("y"))).isEqualTo(failed("x"));
  }

  @Test
  void aProbeThatStoppedEarlyAnswersNoOtherQuestion() {
    record(RECIPE, Until.phaseOver(Until.Phase.PARSING), failed("x"));

    assertThat(replay(RECIPE, Until.phaseOver(Until.Phase.PARSING))).isEqualTo(failed("x"));
    assertThat(replay(RECIPE, Until.finished())).isInstanceOf(Outcome.Unresolved.class);
  }

  @Test
  void aTornLastMemberIsDroppedAndOverwritten() throws IOException {
    record(RECIPE, Until.finished(), failed("one"));
    long whole = Files.size(file);
    record(OTHER, Until.finished(), failed("two"));
    byte[] bytes = Files.readAllBytes(file);

    for (int end = (int) whole + 1; end < bytes.length; end++) {
      Files.write(file, Arrays.copyOf(bytes, end));
      assertThat(RecordingReader.read(file)).hasSize(1);
    }
    record(OTHER, Until.finished(), failed("two"));

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void damageBeforeTheEndIsNamedByItsMember() throws IOException {
    record(RECIPE, Until.finished(), failed("one"));
    int whole = (int) Files.size(file);
    record(OTHER, Until.finished(), failed("two"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[whole - 6] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> RecordingReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Member 1");
  }

  @Test
  void whatIsNoRecordingIsLeftAlone() throws IOException {
    Files.writeString(file, "my thesis");

    assertThatThrownBy(() -> Recording.append(file)).isInstanceOf(BadInputException.class);
    assertThat(file).hasContent("my thesis");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidSo() {
    assertThatThrownBy(() -> Recording.append(folder.resolve("no/such/folder")))
        .isInstanceOf(MachineLacksException.class);
  }

  @Test
  void anEmptyFileIsARecordingWithoutProbes() throws IOException {
    Files.createFile(file);

    assertThat(RecordingReader.read(file)).isEmpty();
  }
}
