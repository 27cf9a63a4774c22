package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.TensorName;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataAuditTest {
  @TempDir private Path folder;

  private void raw(String name, float... values) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      out.putFloat(value);
    }
    Files.write(folder.resolve(name + ".raw"), out.array());
  }

  private DataAudit audit(Long... shape) {
    var network = SampleInputs.network("x", List.of(shape));
    return DataAudit.of(
        "samples",
        CalibrationData.of(DataOptions.of(folder.toString()), network, Map.of()),
        network,
        Map.of(),
        Map.of());
  }

  @Test
  void eachSampleIsNotedWithItsFile() throws IOException {
    raw("a", -1, 3);
    raw("b", 0, 2);

    List<SampleFacts> samples = audit(1L, 2L).inputs().get(0).samples();

    assertThat(samples).extracting(SampleFacts::source).containsExactly("a.raw", "b.raw");
    assertThat(samples.get(0).least()).isEqualTo(-1);
    assertThat(samples.get(0).greatest()).isEqualTo(3);
    assertThat(samples.get(1).zeros()).isEqualTo(1);
    assertThat(samples.get(1).mean()).isEqualTo(1);
  }

  @Test
  void whatIsNotFiniteIsCountedAndLeftOutOfTheRange() throws IOException {
    raw("a", Float.NaN, 3);
    raw("b", Float.NEGATIVE_INFINITY, 2);
    raw("c", 1, 1);

    DataAudit audit = audit(1L, 2L);

    assertThat(audit.notFinite()).extracting(SampleFacts::source).containsExactly("a.raw", "b.raw");
    assertThat(audit.suspectBatches()).containsExactlyInAnyOrder(0, 1);
    assertThat(audit.inputs().get(0).least()).isEqualTo(1);
  }

  @Test
  void filesThatMakeABatchTogetherAreLookedAtOneByOne() throws IOException {
    raw("a", 1);
    raw("b", 2);
    raw("c", 3);
    raw("d", Float.NaN);
    raw("e", 5);

    DataAudit audit = audit(2L, 1L);

    assertThat(audit.samples()).isEqualTo(4);
    assertThat(audit.batches()).isEqualTo(2);
    assertThat(audit.leftOver()).isEqualTo(1);
    assertThat(audit.notFinite()).extracting(SampleFacts::source).containsExactly("d.raw");
    assertThat(audit.suspectBatches()).containsExactly(1);
  }

  @Test
  void equalValuesHaveEqualContent() throws IOException {
    raw("a", 1, 2);
    raw("b", 2, 1);
    raw("c", 1, 2);

    List<SampleFacts> samples = audit(1L, 2L).inputs().get(0).samples();

    assertThat(samples.get(0).content()).isEqualTo(samples.get(2).content());
    assertThat(samples.get(0).content()).isNotEqualTo(samples.get(1).content());
  }

  @Test
  void aChannelWithOneValueIsFound() throws IOException {
    raw("a", 1, 2, 7, 7, 3, 4);
    raw("b", 3, 4, 7, 7, 1, 0);

    assertThat(audit(1L, 3L, 1L, 2L).inputs().get(0).constantChannels()).containsExactly(1);
  }

  @Test
  void growthWithTheLastQuarterIsAShareOfTheWhole() throws IOException {
    raw("a", 1);
    raw("b", 2);
    raw("c", 1);
    raw("d", -4);

    assertThat(audit(1L, 1L).inputs().get(0).lateGrowth()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void whatNumpyFilesSayOfTheirShapeIsNoted() throws IOException {
    Files.write(folder.resolve("a.npy"), NpyFile.of("1, 4, 5, 3", 60));

    DeclaredArray array = audit(1L, 3L, 4L, 5L).arrays().get(0);

    assertThat(array.isChannelsLast()).isTrue();
    assertThat(array.isOfAnotherShape()).isTrue();
    assertThat(array.isOfAnotherType()).isFalse();
  }

  @Test
  void moreItemsOrMissingOnesAreNoOtherShape() throws IOException {
    Files.write(folder.resolve("a.npy"), NpyFile.of("2, 3, 4, 5", 120));
    Files.write(folder.resolve("b.npy"), NpyFile.of("3, 4, 5", 60));

    assertThat(audit(1L, 3L, 4L, 5L).arrays()).noneMatch(DeclaredArray::isOfAnotherShape);
  }

  @Test
  void theTableHasARowForEachSample() throws IOException {
    raw("a", 1, Float.NaN);
    StringWriter out = new StringWriter();

    DataTable.write(audit(1L, 2L), out);

    assertThat(out.toString().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,1,a.raw,x,1.0,1.0,1.0,2,0,1,0,");
  }

  @Test
  void expectedRangesCountForOneInputOrForAll() {
    var network = SampleInputs.network("x", List.of(1L));

    assertThat(ExpectedRanges.parse(List.of("-2.5:2.5"), network))
        .containsEntry(TensorName.of("x"), new DynamicRange(-2.5f, 2.5f));
    assertThat(ExpectedRanges.parse(List.of("0:1", "x:0:255"), network))
        .containsEntry(TensorName.of("x"), new DynamicRange(0, 255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2:1", "y:0:1", "a:b"})
  void aRangeThatMakesNoSenseIsAUsageError(String option) {
    var network = SampleInputs.network("x", List.of(1L));

    assertThatThrownBy(() -> ExpectedRanges.parse(List.of(option), network))
        .isInstanceOf(UsageException.class);
  }
}
