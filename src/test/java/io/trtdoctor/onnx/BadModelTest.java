package io.trtdoctor.onnx;

import static io.trtdoctor.onnx.TestModel.FLOAT;
import static io.trtdoctor.onnx.TestModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.trtdoctor.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files that are no model, or not a whole one. */
class BadModelTest {
  @TempDir private Path folder;

  static TensorProto external(String name, String location, long offset, long length) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(FLOAT)
        .addDims(100)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(length)))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private String complaintAbout(Path file) {
    BadInputException[] caught = new BadInputException[1];
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> OnnxReader.read(file))
        .satisfies(e -> caught[0] = e);
    return caught[0].getMessage();
  }

  private String complaintAbout(byte[] content) throws IOException {
    return complaintAbout(Files.write(folder.resolve("model.onnx"), content));
  }

  private String complaintAbout(TestModel model) throws IOException {
    return complaintAbout(model.model().build().toByteArray());
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] wholeModel() {
    return new TestModel()
        .weights("w", FLOAT, 1000)
        .node("Relu", "a", "x", "y")
        .model()
        .build()
        .toByteArray();
  }

  static Stream<Arguments> otherKinds() {
    return Stream.of(
        arguments("\u00ff\u00d8\u00ff\u00e0", "a JPEG image"),
        arguments("\u0089PNG\r\n", "a PNG image"),
        arguments("PK\u0003\u0004", "a ZIP archive"),
        arguments("%PDF-1.7", "a PDF document"),
        arguments("ftrt\u0000\u0000", "a TensorRT engine"),
        arguments("ptrt\u0000\u0000", "a TensorRT engine"),
        arguments("0\u0000\u0000\u0000{\"task\": \"detect\"}", "a TensorRT engine"),
        arguments("TRT-8601-EntropyCalibration2\n", "a TensorRT calibration cache"),
        arguments("version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        arguments("<html>", "download the .onnx file again"),
        arguments("some text or other\n", "is a text"));
  }

  @ParameterizedTest
  @MethodSource("otherKinds")
  void anotherKindOfFileIsCalledByItsName(String content, String said) throws IOException {
    assertThat(complaintAbout(latin(content))).contains("model.onnx").contains(said);
  }

  @Test
  void anEmptyFileIsCalledEmpty() throws IOException {
    assertThat(complaintAbout(new byte[0])).contains("is empty");
  }

  @Test
  void aMissingFileIsCalledMissing() {
    assertThat(complaintAbout(folder.resolve("none.onnx"))).contains("no such file");
  }

  @Test
  void aDirectoryIsCalledADirectory() {
    assertThat(complaintAbout(folder)).contains("is a directory");
  }

  @Test
  void aFileThatIsCutOffSaysHowMuchItHasAndNeeds() throws IOException {
    byte[] whole = wholeModel();
    assertThat(complaintAbout(Arrays.copyOf(whole, whole.length / 2)))
        .contains("cut off")
        .contains("it has " + whole.length / 2 + " bytes")
        .containsPattern("at least \\d{4}");
  }

  @Test
  void aFileOfZerosIsNoModel() throws IOException {
    assertThat(complaintAbout(new byte[4096])).contains("is not an ONNX model or is damaged");
  }

  @Test
  void aFileBeyondTheLimitOfProtobufPointsToExternalData() throws IOException {
    Path file = folder.resolve("large.onnx");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    assertThat(complaintAbout(file)).contains("4294967296 bytes").contains("external data");
  }

  @Test
  void aMessageOfAnotherTypeHasNoGraph() throws IOException {
    byte[] tensor = TensorProto.newBuilder().setDataType(1).build().toByteArray();
    assertThat(complaintAbout(tensor)).contains("holds no graph");
  }

  @Test
  void graphsInGraphsWithoutEndAreRefused() throws IOException {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < 60; i++) {
      graph = new TestModel().node("If", "if", "c", "y", attribute("then_branch", graph)).graph();
    }
    TestModel bomb = new TestModel().node("If", "if", "c", "y", attribute("then_branch", graph));
    assertThat(complaintAbout(bomb)).contains("100 deep");
  }

  @Test
  void aMissingFileOfExternalDataIsNamedWithItsTensor() throws IOException {
    assertThat(complaintAbout(new TestModel().initialiser(external("w7", "w.bin", 0, 400))))
        .contains("tensor w7")
        .contains(folder.resolve("w.bin").toString())
        .contains("Copy the external data files");
  }

  @Test
  void externalDataOfAConstantIsLookedForToo() throws IOException {
    TestModel model =
        new TestModel()
            .node("Constant", "c", "", "y", attribute("value", external("k", "k.bin", 0, 400)));
    assertThat(complaintAbout(model)).contains("tensor k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../w.bin", "a/../../w.bin"})
  void externalDataOutsideTheFolderIsRefused(String location) throws IOException {
    assertThat(complaintAbout(new TestModel().initialiser(external("w", location, 0, 400))))
        .contains(location)
        .contains("outside the model's folder");
  }

  @Test
  void externalDataThatIsTooShortSaysWhatWasExpected() throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[100]);
    assertThat(complaintAbout(new TestModel().initialiser(external("w", "w.bin", 64, 400))))
        .contains("100 bytes")
        .contains("464");
  }

  @Test
  void aCompressedModelThatIsDamagedSaysSo() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(wholeModel());
    }
    byte[] bytes = compressed.toByteArray();
    assertThat(complaintAbout(Arrays.copyOf(bytes, bytes.length - 10))).contains("gzip");
  }
}
