package io.trtdoctor.data;

import static java.nio.charset.StandardCharsets.UTF_8;
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

  private static Batches parse(String option, Network network, Map<TensorName, ShapeRange> shapes) {
    return CalibrationData.of(DataOptions.of(option), network, shapes).batches();
  }

  private Batches parse(String option) {
    return parse(option, oneInput(), Map.of());
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static Batches.Source source(Batches batches, int batch, String input) {
    return ((Batches.Files) batches).samples().get(batch).inputs().get(input).get(0);
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
  void anArrayThatIsTooShortIsLeftOutAndNamed() throws IOException {
    Path npy = file("x.npy", NpyFile.of("5", 5));

    GivenData data = given(npy.toString(), oneInput());

    assertThat(data.batches().count()).isZero();
    assertThat(data.unfit()).extracting(unfit -> unfit.array().file()).containsExactly("x.npy");
    assertThatThrownBy(data::requireFit)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("x.npy");
  }

  @Test
  void theFellowsOfAFileThatDoesNotFitAreLeftOutToo() throws IOException {
    file("a.npy", NpyFile.of("5", 5));
    file("b.npy", NpyFile.of("1, 2", 2));
    file("c.npy", NpyFile.of("1, 4", 4));
    Path table = file("samples.csv", "x,y\nb.npy,a.npy\nb.npy,c.npy\n".getBytes(UTF_8));
    Network two = network(Map.of("x", List.of(1L, 2L), "y", List.of(1L, 4L)));

    GivenData data = given(table.toString(), two);

    assertThat(data.batches().count()).isEqualTo(1);
    assertThat(data.leftOver()).isZero();
    assertThat(source(data.batches(), 0, "y").file().path().orElseThrow()).hasFileName("c.npy");
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
  void aFolderWithoutSamplesIsAMissingInput() {
    assertThatThrownBy(() -> parse(folder.toString())).isInstanceOf(BadInputException.class);
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

    Batches batches = parse(npz.toString(), two, Map.of());

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

    assertThatThrownBy(() -> parse(npz.toString(), two, Map.of()))
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
  void anInputThatTheNetworkLacksIsNamedWithThoseItHas() throws IOException {
    Path npy = file("x.npy", NpyFile.of("1, 3, 2", 6));

    assertThatThrownBy(() -> parse("'y':" + npy))
        .isInstanceOf(UsageException.class)
        .hasMessageContainingAll("names the input y", "[x]");
  }

  @Test
  void aPlaceThatIsNotThereIsSaidToBe() {
    assertThatThrownBy(() -> parse(folder.resolve("nowhere").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no folder");
  }

  @Test
  void shapesHaveToFitTheNetwork() {
    Network open = network(Map.of("x", List.of(-1L, 3L, 2L)));
    Map<TensorName, ShapeRange> other =
        Map.of(TensorName.of("x"), ShapeRange.fixed(List.of(2, 4, 2)));
    Map<TensorName, ShapeRange> foreign = Map.of(TensorName.of("y"), ShapeRange.fixed(List.of(1)));

    assertThatThrownBy(() -> NetworkInput.requireFit(open, other))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("[-1, 3, 2]");
    assertThatThrownBy(() -> NetworkInput.requireFit(open, foreign))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("[x]");
  }

  @Test
  void aShapeThatIsGivenCutsFilesIntoBatches() throws IOException {
    Path npy = file("x.npy", NpyFile.of("4, 3, 2", 24));
    Network open = network(Map.of("x", List.of(-1L, 3L, 2L)));
    Map<TensorName, ShapeRange> shapes =
        Map.of(TensorName.of("x"), ShapeRange.fixed(List.of(2, 3, 2)));

    assertThat(((Batches.Files) parse(npy.toString(), open, shapes)).samples()).hasSize(2);
    assertThat(((Batches.Files) parse(npy.toString(), open, Map.of())).samples()).hasSize(1);
  }

  @Test
  void rawValuesTellTheNumberOfItemsAlone() throws IOException {
    Path raw = file("x.raw", new byte[12 * Float.BYTES]);
    Network items = network(Map.of("x", List.of(-1L, 3L, 2L)));
    Network sides = network(Map.of("x", List.of(-1L, 3L, -1L)));

    assertThat(((Batches.Files) parse(raw.toString(), items, Map.of())).samples()).hasSize(1);
    assertThatThrownBy(() -> parse(raw.toString(), sides, Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--shapes x:1x3x128");
  }

  private Path npy(String name, String shape, int count) throws IOException {
    return file(name, NpyFile.of(shape, count));
  }

  private static GivenData given(String option, Network network) {
    return CalibrationData.of(DataOptions.of(option), network, Map.of());
  }

  private GivenData given(DataOptions options, Network network) {
    return CalibrationData.of(options, network, Map.of());
  }

  private static List<Float> firstValues(GivenData data, Network network) {
    List<Float> values = new java.util.ArrayList<>();
    Samples.of(data.batches(), network, Map.of())
        .iterator()
        .next()
        .values()
        .values()
        .forEach(
            tensor -> {
              ElementReader elements = new ElementReader(tensor.type(), tensor.bytes());
              for (int i = 0; i < elements.count(); i++) {
                values.add((float) elements.get(i));
              }
            });
    return values;
  }

  @Test
  void singleItemsArePutTogetherAndAShortBatchAtTheEndIsLeftOut() throws IOException {
    Network batchOfTwo = network(Map.of("x", List.of(2L, 1L)));
    for (String name : List.of("a", "b", "c", "d", "e")) {
      npy(name + ".npy", "1,", 1);
    }

    GivenData data = given(folder.toString(), batchOfTwo);

    assertThat(((Batches.Files) data.batches()).samples()).hasSize(2);
    assertThat(data.leftOver()).isEqualTo(1);
    assertThat(firstValues(data, batchOfTwo)).containsExactly(0f, 0f);
  }

  @Test
  void anArrayThatHoldsMoreItemsThanBatchesIsCutItemByItem() throws IOException {
    Network batchOfTwo = network(Map.of("x", List.of(2L, 1L)));

    GivenData data = given(npy("a.npy", "5, 1", 5).toString(), batchOfTwo);

    assertThat(data.leftOver()).isEqualTo(1);
    assertThat(firstValues(data, batchOfTwo)).containsExactly(0f, 1f);
  }

  @Test
  void trtexecsFormNamesAFileForEachInput() throws IOException {
    Network two = network(new LinkedHashMap<>(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 1L))));
    Path a = file("a.dat", new byte[] {0, 0, -128, 63, 0, 0, 0, 64});
    Path b = npy("b.npy", "1,", 1);

    GivenData data = given("'a':" + a + ",b:" + b, two);

    assertThat(((Batches.Files) data.batches()).samples()).hasSize(1);
    assertThat(firstValues(data, two)).containsExactlyInAnyOrder(1f, 2f, 0f);
  }

  @Test
  void trtexecsFormHasToNameEveryInput() throws IOException {
    Network two = network(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 1L)));
    Path a = npy("a.npy", "2,", 2);

    assertThatThrownBy(() -> given("a:" + a, two)).hasMessageContaining("input b");
  }

  @Test
  void aTableNamesAFileForEachInputOfEachSample() throws IOException {
    Network two = network(Map.of("a", List.of(1L, 2L), "b", List.of(1L, 1L)));
    npy("a0.npy", "2,", 2);
    npy("b0.npy", "1,", 1);
    Path table = file("samples.csv", "a,b\na0.npy,b0.npy\na0.npy,b0.npy\n".getBytes(UTF_8));

    GivenData data = given(table.toString(), two);

    assertThat(((Batches.Files) data.batches()).samples()).hasSize(2);
    assertThat(firstValues(data, two)).containsExactlyInAnyOrder(0f, 1f, 0f);
  }

  @Test
  void aTableWithoutAFileForAnInputNamesTheLine() throws IOException {
    Path table = file("samples.csv", "y\na.npy\n".getBytes(UTF_8));

    assertThatThrownBy(() -> parse(table.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("samples.csv:2");
  }

  @Test
  void rawValuesOfAnotherTypeAreConverted() throws IOException {
    Path raw = file("x.raw", new byte[] {1, 2, 3, 4, 5, -1});

    GivenData data =
        given(
            new DataOptions(raw.toString(), Optional.empty(), Optional.of("uint8:3x2")),
            oneInput());

    assertThat(firstValues(data, oneInput())).containsExactly(1f, 2f, 3f, 4f, 5f, 255f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uint9", "uint8:3x", "string", "uint8:7"})
  void aRawLayoutThatMakesNoSenseIsAUsageError(String layout) throws IOException {
    Path raw = file("x.raw", new byte[6]);

    assertThatThrownBy(
            () ->
                given(
                    new DataOptions(raw.toString(), Optional.empty(), Optional.of(layout)),
                    oneInput()))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void imagesNeedAPreprocessing() throws IOException {
    PictureFile.write(folder.resolve("p.png"), 1, 4, 4, (x, y) -> 0xffffff);
    Network image = network(Map.of("x", List.of(1L, 3L, 2L, 2L)));

    assertThatThrownBy(() -> given(folder.toString(), image))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("torchvision");
    GivenData data =
        given(new DataOptions(folder.toString(), Optional.of("yolo"), Optional.empty()), image);
    assertThat(firstValues(data, image)).hasSize(12).containsOnly(1f);
  }

  @Test
  void intAndBoolInputsGetWholeNumbers() throws IOException {
    TensorName x = TensorName.of("x");
    for (DataType type : List.of(DataType.INT64, DataType.BOOL)) {
      NetworkInput input = new NetworkInput(x, type, List.of(1L, 3L));
      Batches batches = parse(npy("x.npy", "3,", 3).toString(), SampleInputs.of(input), Map.of());
      GivenData data = new GivenData(batches);
      assertThat(firstValues(data, SampleInputs.of(input)))
          .containsExactly(0f, 1f, type == DataType.BOOL ? 1f : 2f);
    }
  }

  @Test
  void syntheticImagesAreSmoothAndNormalised() {
    Network image = network(Map.of("x", List.of(1L, 3L, 16L, 16L)));

    List<Float> values = firstValues(given("synthetic:images,seed=3", image), image);

    assertThat(values).hasSize(768).allMatch(value -> value > -2 && value < 2.5);
    double step = 0;
    for (int i = 1; i < 16; i++) {
      step += Math.abs(values.get(i) - values.get(i - 1)) / 15;
    }
    assertThat(step).isLessThan(1);
  }
}
