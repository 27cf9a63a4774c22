package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.CalibrationCache.UnreadableLine;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorRtVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCacheReaderTest {
  private static final String HEADER = "TRT-8601-EntropyCalibration2\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "TRT-8601-EntropyCalibration2, 8.6.1, ENTROPY_2",
    "TRT-100600-EntropyCalibration2, 10.6.0, ENTROPY_2",
    "TRT-8600-MinMaxCalibration, 8.6.0, MIN_MAX",
    "TRT-8510-EntropyCalibration, 8.5.10, ENTROPY",
    "TRT-100300-MinMaxCalibration, 10.3.0, MIN_MAX",
  })
  void aHeaderNamesTensorRtAndItsCalibrator(
      String header, String version, CalibrationAlgorithm algorithm) {
    CalibrationCache cache = parse(header + "\n");
    assertThat(cache.header()).isEqualTo(header);
    assertThat(cache.version().map(TensorRtVersion::toString)).contains(version);
    assertThat(cache.algorithm()).contains(algorithm);
  }

  @Test
  void anUnknownCalibratorIsLeftEmpty() {
    CalibrationCache cache = parse("TRT-8601-MyCalibration\n");
    assertThat(cache.header()).isEqualTo("TRT-8601-MyCalibration");
    assertThat(cache.algorithm()).isEmpty();
  }

  @Test
  void aVersionTooLongForANumberIsLeftEmpty() {
    assertThat(parse("TRT-99999999999999-EntropyCalibration2\n").version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input: 3d120d2f|input|3d120d2f",
        "encoder/range:0: 3c010204|encoder/range:0|3c010204",
        "a: b: c: 3c010204|a: b: c|3c010204",
        "(Unnamed Layer* 0) [Constant]_output: 0|(Unnamed Layer* 0) [Constant]_output|0",
        "x: 3D120D2F|x|3d120d2f",
        "x: f09ab|x|000f09ab",
        "x: 3d120d2f  |x|3d120d2f",
        "x: ff800000|x|ff800000",
      })
  void anEntryIsSplitAtItsLastColonAndBlank(String line, String tensor, String bits) {
    Entry entry = parse(HEADER + line + "\n").entries().get(0);
    assertThat(entry.tensor()).isEqualTo(TensorName.of(tensor));
    assertThat(entry.scale().bits()).isEqualTo(Integer.parseUnsignedInt(bits, 16));
    assertThat(entry.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "x:3d120d2f",
        "x: ",
        "x: 3d120d2f0",
        "x: 0x3d12",
        "x: -1",
        ": 3d120d2f",
        "!!"
      })
  void aLineThatIsNoEntryIsKept(String line) {
    CalibrationCache cache = parse(HEADER + "a: 3d120d2f\n" + line + "\n");
    assertThat(cache.entries()).hasSize(1);
    assertThat(cache.unreadable()).containsExactly(new UnreadableLine(3, line.stripTrailing()));
  }

  @Test
  void duplicatesAreKept() {
    assertThat(parse(HEADER + "a: 1\na: 2\n").entries())
        .extracting(Entry::line)
        .containsExactly(2, 3);
  }

  @Test
  void blankLinesAreNoEntriesAndStillCount() {
    CalibrationCache cache = parse(HEADER + "\na: 1\n\n");
    assertThat(cache.unreadable()).isEmpty();
    assertThat(cache.entries()).extracting(Entry::line).containsExactly(3);
  }

  @Test
  void windowsLineEndsAreNoPartOfTheText() {
    CalibrationCache cache = parse(HEADER.strip() + "\r\na: 3d120d2f\r\n");
    assertThat(cache.header()).isEqualTo(HEADER.strip());
    assertThat(cache.entries()).extracting(Entry::hex).containsExactly("3d120d2f");
  }

  @Test
  void aCacheWithOnlyAHeaderIsEmpty() {
    CalibrationCache cache = parse("TRT-8601-EntropyCalibration2");
    assertThat(cache.entries()).isEmpty();
    assertThat(cache.unreadable()).isEmpty();
  }

  @Test
  void aCacheWithoutHeaderIsStillRead() {
    CalibrationCache cache = parse("a: 3d120d2f\nb: 3d120d2f\n");
    assertThat(cache.header()).isEmpty();
    assertThat(cache.entries()).hasSize(2);
  }

  @Test
  void aGarbledHeaderIsAnUnreadableLine() {
    CalibrationCache cache = parse("TRT8601\na: 3d120d2f\nb: 3d120d2f\n");
    assertThat(cache.header()).isEmpty();
    assertThat(cache.unreadable()).containsExactly(new UnreadableLine(1, "TRT8601"));
  }

  @Test
  void bytesThatAreNoUtf8AreStillRead() {
    byte[] content = (HEADER + "\u00e9: 3d120d2f\n").getBytes(ISO_8859_1);
    assertThat(CalibrationCacheReader.parse(content, "c").entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void cachesOfTensorRtAreReadWhole(String version) throws IOException {
    CalibrationCache cache = CalibrationCacheReader.read(recording(version));
    assertThat(cache.unreadable()).isEmpty();
    assertThat(cache.entries())
        .hasSize(Files.readAllLines(recording(version)).size() - 1)
        .extracting(Entry::tensor)
        .contains(TensorName.of("input"), TensorName.of("output"));
  }

  @ParameterizedTest
  @MethodSource("otherKinds")
  void anotherKindOfFileIsCalledByItsName(String content, String word) {
    assertThatThrownBy(() -> CalibrationCacheReader.parse(content.getBytes(ISO_8859_1), "c"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(word);
  }

  static Stream<Arguments> otherKinds() {
    return Stream.of(
        Arguments.of("\u00ff\u00d8\u00ff\u00e0 JFIF", "JPEG"),
        Arguments.of("\b\b\u0012\u0007pytorch", "ONNX"),
        Arguments.of("ftrt0000", "engine"),
        Arguments.of("PK\u0003\u0004rest", "ZIP"),
        Arguments.of("\u001f\u008brest", "gzip"),
        Arguments.of("\u0093NUMPY\u0001", "NumPy"),
        Arguments.of("\u0089PNG\r\n", "PNG"),
        Arguments.of(HEADER + "a: \0", "binary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\n", "\n", "a\nb\nc: 3d120d2f\n", "[05/02/2024] [TRT] [I] msg\n"})
  void otherTextIsNoCache(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no calibration cache");
  }

  @Test
  void aMissingFileIsBadInput() {
    assertThatThrownBy(() -> CalibrationCacheReader.read(folder.resolve("none")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no file");
  }

  @Test
  void aDirectoryIsBadInput() {
    assertThatThrownBy(() -> CalibrationCacheReader.read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("directory");
  }

  @Test
  void anEmptyFileIsBadInput() throws IOException {
    Path file = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> CalibrationCacheReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("empty file");
  }

  private static CalibrationCache parse(String text) {
    return CalibrationCacheReader.parse(text.getBytes(UTF_8), "c");
  }

  static Path recording(String version) {
    return Path.of("src/test/resources/recordings", version, "effvit.calib.cache");
  }
}
