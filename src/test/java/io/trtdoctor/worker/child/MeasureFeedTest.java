package io.trtdoctor.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.FloatValues;
import io.trtdoctor.probe.Measure;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.SampleOutput;
import io.trtdoctor.trt.ParsedNetwork.Input;
import io.trtdoctor.trt.RefusalException;
import io.trtdoctor.trt.RunResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureFeedTest {
  private static final Input X = new Input("x", DataType.FP32, List.of(1L, 2L));
  private static final RunResult RUN = new RunResult(List.of(1.5), Optional.empty());

  private static MeasureFeed feed(Batches samples, int mostValues) {
    Recipe recipe = Recipe.of(FileRef.ofHash("0".repeat(64)), "8.6").build();
    return new MeasureFeed(new Measure(samples, 1, 1), recipe, List.of(X), mostValues);
  }

  /** Runs a network that answers with its input. */
  private static Measurement run(MeasureFeed feed) {
    Optional<List<ByteBuffer>> sample = feed.next(List.of("x"));
    while (sample.isPresent()) {
      feed.output("y", DataType.FP32, List.of(1L, 2L), sample.get().get(0));
      sample = feed.next(List.of("x"));
    }
    return feed.measurement(RUN);
  }

  @Test
  void outputsOfEverySampleAreKept() {
    Random random = new Random(2);

    Measurement measurement = run(feed(Batches.Synthetic.normal(2, 2), 100));

    assertThat(measurement.shortfall()).isEmpty();
    assertThat(measurement.milliseconds()).containsExactly(1.5);
    assertThat(measurement.outputs()).extracting(SampleOutput::sample).containsExactly(0, 1);
    for (SampleOutput output : measurement.outputs()) {
      assertThat(output.values())
          .isEqualTo(FloatValues.of((float) random.nextGaussian(), (float) random.nextGaussian()));
    }
  }

  @Test
  void beyondTheLimitTheFirstSamplesAreKeptAndItIsSaid() {
    Measurement measurement = run(feed(Batches.Synthetic.normal(2, 9), 5));

    assertThat(measurement.outputs()).hasSize(2);
    assertThat(measurement.shortfall().orElseThrow()).contains("first 2 of 9 samples");
  }

  @Test
  void outputsOfASampleThatDidNotRunToItsEndAreDropped() {
    MeasureFeed feed = feed(Batches.Synthetic.normal(2, 2), 100);
    List<ByteBuffer> sample = feed.next(List.of("x")).orElseThrow();
    feed.output("y", DataType.FP32, List.of(1L, 2L), sample.get(0));

    Measurement measurement =
        feed.measurement(new RunResult(List.of(), Optional.of("an illegal access")));

    assertThat(measurement.outputs()).isEmpty();
    assertThat(measurement.shortfall()).contains("an illegal access");
  }

  @Test
  void samplesThatAreNotThereAreRefused() {
    FileRef lost = new FileRef("a".repeat(64), Optional.of(Path.of("no-such.npy")));
    Batches.Source source = new Batches.Source(lost, Batches.Format.NPY, Optional.empty(), 0);
    MeasureFeed feed =
        feed(new Batches.Files(List.of(Batches.Sample.of(Map.of("x", source)))), 100);

    assertThatThrownBy(() -> feed.next(List.of("x"))).isInstanceOf(RefusalException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "FP32, 0000803f, 1",
    "FP16, 003c, 1",
    "BF16, 803f, 1",
    "INT8, ff, -1",
    "UINT8, ff, 255",
    "BOOL, 01, 1",
    "INT32, feffffff, -2",
    "INT64, feffffffffffffff, -2"
  })
  void outputsOfEveryTypeBecomeFloats(DataType type, String bytes, float value) {
    ByteBuffer data =
        ByteBuffer.wrap(java.util.HexFormat.of().parseHex(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    MeasureFeed feed = feed(Batches.Synthetic.normal(2, 1), 100);
    feed.next(List.of("x"));

    feed.output("y", type, List.of(1L), data);
    feed.next(List.of("x"));

    assertThat(feed.measurement(RUN).outputs().get(0).values()).isEqualTo(FloatValues.of(value));
  }
}
