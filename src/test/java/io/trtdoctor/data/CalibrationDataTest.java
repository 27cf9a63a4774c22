package io.trtdoctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationDataTest {
  @TempDir private Path folder;

  private static Network network(Map<String, List<Long>> inputs) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach(
        (name, shape) ->
            tensors.put(
                TensorName.of(name),
                new Tensor(
                    TensorName.of(name), DataType.FP32, Optional.of(shape), Tensor.Kind.INPUT)));
    return new Network(
        "net",
        "",
        8,
        Map.of("", 17L),
        List.of(),
        tensors,
        List.copyOf(tensors.keySet()),
        List.of(),
        0);
  }

  private static Network oneInput() {
    return network(Map.of("x", List.of(1L, 3L, 2L)));
  }

  private Batches parse(String option) {
    return CalibrationData.parse(option, oneInput(), Map.of());
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static Batches.Source source(Batches batches, int batch, String input) {
    return ((Batches.Files) batches).samples().get(batch).inputs().get(input);
  }

  @Test
  void syntheticDataHaveDefaults() {
    assertThat(parse("synthetic:normal")).isEqualTo(CalibrationData.unasked());
  }

  @Test
  void syntheticDataTakeSeedAndCount() {
    assertThat(parse("synthetic:near-zero,batches=5,seed=-3"))
        .isEqualTo(
            new Batches.Synthetic(Batches.Distribution.NEAR_ZERO, -3, 5, OptionalInt.empty()));
  }

  @Test
  void noDataIsAnExperimentToo() {
    assertThat(parse("synthetic:none")).isEqualTo(new Batches.None());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "synthetic:",
        "synthetic:gaussian",
        "synthetic:normal,seed=x",
        "synthetic:normal,batches=-1",
        "samples.txt",
        "nul\0",
      })
  void whatMakesNoSenseIsAUsageError(String option) {
    assertThatThrownBy(() -> parse(option)).isInstanceOf(UsageException.class);
  }

  @Test
  void anArrayIsCutIntoBatches() throws IOException {
    Path npy = file("x.npy", NpyFile.of("4, 3, 2", 24));

    Batches batches = parse(npy.toString());

    assertThat(((Batches.Files) batches).samples()).hasSize(4);
    assertThat(source(batches, 3, "*").index()).isEqualTo(3);
    assertThat(source(batches, 3, "*").format()).isEqualTo(Format.NPY);
  }

  @Test
  void anArrayThatIsTooShortIsRefused() throws IOException {
    Path npy = file("x.npy", NpyFile.of("5", 5));

    assertThatThrownBy(() -> parse(npy.toString())).isInstanceOf(BadInputException.class);
  }

  @Test
  void rawValuesAreCutByTheirSize() throws IOException {
    Path raw = file("x.raw", new byte[2 * 6 * Float.BYTES]);

    assertThat(((Batches.Files) parse(raw.toString())).samples()).hasSize(2);
  }

  @Test
  void theFilesOfAFolderComeByName() throws IOException {
    file("b.npy", NpyFile.of("1, 3, 2", 6));
    file("a.npy", NpyFile.of("1, 3, 2", 6));
    file("readme.txt", new byte[0]);

    Batches batches = parse(folder.toString());

    assertThat(((Batches.Files) batches).samples()).hasSize(2);
    assertThat(source(batches, 0, "*").file().path().orElseThrow()).hasFileName("a.npy");
  }

  @Test
  void aFolderWithoutSamplesIsAUsageError() {
    assertThatThrownBy(() -> parse(folder.toString())).isInstanceOf(UsageException.class);
  }

  @Test
  void anArchiveFeedsSeveralInputsByName() throws IOException {
    Path npz = folder.resolve("s.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(NpyFile.of("3, 2", 6));
      zip.putNextEntry(new ZipEntry("b.npy"));
      zip.write(NpyFile.of("2, 4", 8));
    }
    Network two = network(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 4L)));

    Batches batches = CalibrationData.parse(npz.toString(), two, Map.of());

    assertThat(((Batches.Files) batches).samples()).hasSize(2);
    assertThat(source(batches, 1, "b").member()).contains("b");
  }

  @Test
  void anArchiveWithoutAnInputsArrayNamesIt() throws IOException {
    Path npz = folder.resolve("s.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(NpyFile.of("3, 2", 6));
    }
    Network two = network(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 4L)));

    assertThatThrownBy(() -> CalibrationData.parse(npz.toString(), two, Map.of()))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void polygraphysInputsAreABatchEach() throws IOException {
    String array = Base64.getEncoder().encodeToString(NpyFile.of("1, 3, 2", 6));
    Path json =
        Files.writeString(
            folder.resolve("inputs.json"),
            "[{\"x\": {\"array\": \"A\", \"polygraphy_class\": \"ndarray\"}}, {\"x\": {\"array\": \"A\"}}]"
                .replace("A", array));

    Batches batches = parse(json.toString());

    assertThat(((Batches.Files) batches).samples()).hasSize(2);
    assertThat(source(batches, 1, "x"))
        .satisfies(
            source -> {
              assertThat(source.format()).isEqualTo(Format.POLYGRAPHY);
              assertThat(source.index()).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[1]", "[{\"y\": {}}]", "[{", "no json"})
  void otherJsonIsRefused(String content) throws IOException {
    Path json = Files.writeString(folder.resolve("inputs.json"), content);

    assertThatThrownBy(() -> parse(json.toString())).isInstanceOf(BadInputException.class);
  }

  @Test
  void aDynamicInputNeedsAShape() throws IOException {
    Path npy = file("x.npy", NpyFile.of("4, 3, 2", 24));
    Network dynamic = network(Map.of("x", List.of(-1L, 3L, 2L)));

    assertThatThrownBy(() -> CalibrationData.parse(npy.toString(), dynamic, Map.of()))
        .isInstanceOf(UsageException.class);
    Map<TensorName, ShapeRange> shapes =
        Map.of(TensorName.of("x"), ShapeRange.fixed(List.of(2, 3, 2)));
    assertThat(((Batches.Files) CalibrationData.parse(npy.toString(), dynamic, shapes)).samples())
        .hasSize(2);
  }
}
