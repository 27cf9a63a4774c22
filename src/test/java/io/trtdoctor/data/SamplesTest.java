package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.probe.Batches.Sample;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.probe.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final TensorName X = TensorName.of("x");
  private static final NetworkInput INPUT = new NetworkInput(X, DataType.FP32, List.of(1L, 2L));

  @TempDir private Path folder;

  private Source npy(String name, int values, int index) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, NpyFile.of(values + ",", values));
    return new Source(FileRef.of(file), Format.NPY, Optional.empty(), index);
  }

  private static Samples samples(Source... sources) {
    List<Sample> samples =
        java.util.Arrays.stream(sources).map(source -> Sample.of(Map.of("*", source))).toList();
    return Samples.of(new Batches.Files(samples), List.of(INPUT));
  }

  private static List<String> names(Samples samples) {
    return StreamSupport.stream(samples.spliterator(), false).map(NamedSample::source).toList();
  }

  private static float first(NamedSample sample) {
    return sample.values().get(X).bytes().getFloat(0);
  }

  @Test
  void iteratingAgainStartsAgain() {
    Samples samples = Samples.of(Batches.Synthetic.normal(7, 2), List.of(INPUT));
    float expected = (float) new Random(7).nextGaussian();

    assertThat(first(samples.iterator().next())).isEqualTo(expected);
    assertThat(first(samples.iterator().next())).isEqualTo(expected);
  }

  @Test
  void aGeneratedSampleIsNamedAfterItsGenerator() {
    assertThat(names(Samples.of(Batches.Synthetic.normal(7, 2), List.of(INPUT))))
        .containsExactly("synthetic:normal,seed=7[0]", "synthetic:normal,seed=7[1]");
  }

  @Test
  void valuesHaveTheInputsTypeAndShape() throws IOException {
    TensorValues values = samples(npy("a.npy", 2, 0)).iterator().next().values().get(X);

    assertThat(values.type()).isEqualTo(DataType.FP32);
    assertThat(values.shape()).containsExactly(1L, 2L);
    assertThat(values.bytes().getFloat(Float.BYTES)).isEqualTo(1);
  }

  @Test
  void aFileWithSeveralBlocksIsNamedWithTheBlock() throws IOException {
    assertThat(names(samples(npy("a.npy", 4, 0), npy("a.npy", 4, 1), npy("b.npy", 2, 0))))
        .containsExactly("a.npy[0]", "a.npy[1]", "b.npy");
  }

  @Test
  void filesOfTheSameNameAreToldApartByTheirPaths() throws IOException {
    assertThat(names(samples(npy("p/a.npy", 2, 0), npy("q/a.npy", 2, 0))))
        .containsExactly(
            folder.resolve("p/a.npy").toString(), folder.resolve("q/a.npy").toString());
  }

  @Test
  void onlyTheGoodBatchesOfAFaultyCalibratorAreSamples() {
    Batches faulty = new Batches.Faulty(Batches.Synthetic.normal(1, 3), Batches.Fault.HOST_POINTER);

    assertThat(Samples.of(faulty, List.of(INPUT))).hasSize(3);
    assertThat(Samples.of(new Batches.None(), List.of(INPUT))).isEmpty();
  }

  @Test
  void anInputWithoutAFileIsBadInput() throws IOException {
    Sample sample = Sample.of(Map.of("y", npy("a.npy", 2, 0)));
    Samples samples = Samples.of(new Batches.Files(List.of(sample)), List.of(INPUT));

    assertThatThrownBy(() -> samples.iterator().next())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("input x");
  }

  @Test
  void anInputWithoutAShapeIsAUsageError() {
    NetworkInput open = new NetworkInput(X, DataType.FP32, List.of(-1L, 2L));
    Samples samples = Samples.of(Batches.Synthetic.normal(1, 1), List.of(open));

    assertThatThrownBy(() -> samples.iterator().next()).isInstanceOf(UsageException.class);
  }
}
