package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCacheWriterTest {
  private static final String HEADER = "TRT-8601-EntropyCalibration2";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEADER,
        HEADER + "\n",
        HEADER + " \n",
        "\u00ef\u00bb\u00bf" + HEADER + "\na: 1\n",
        HEADER + "\na: 3D120D2F\na: 1\nb: 002\n",
        HEADER + "\r\na: 1\r\n",
        HEADER + "\r\na: 1\nb: 2\r\n",
        HEADER + "\n\n\na:  1 \n garbage \n \n",
        "a: 1\nb: 2",
        "\u00e9: 1\n",
      })
  void anUnchangedCacheComesOutByteForByte(String text) {
    byte[] content = text.getBytes(ISO_8859_1);
    CalibrationCache cache = CalibrationCacheReader.parse(content, "c");
    assertThat(CalibrationCacheWriter.bytes(cache)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trt-8.6.1", "trt-10.6.0"})
  void aCacheOfTensorRtComesOutByteForByte(String version) throws IOException {
    Path original = CalibrationCacheReaderTest.recording(version);
    Path copy = folder.resolve("copy");
    CalibrationCacheWriter.write(CalibrationCacheReader.read(original), copy);
    assertThat(copy).hasSameBinaryContentAs(original);
  }

  @Test
  void aChangedEntryIsWrittenAsChanged() {
    CalibrationCache read = CalibrationCacheReader.parse(bytes(HEADER + "\na:  1 \nb: 2\n"), "c");
    Entry a = read.entries().get(0);
    Entry changed = new Entry(a.line(), a.tensor(), Scale.ofBits(16), "10");
    CalibrationCache cache =
        new CalibrationCache(
            read.header(),
            read.version(),
            read.algorithm(),
            List.of(changed),
            read.unreadable(),
            read.layout());
    assertThat(CalibrationCacheWriter.bytes(cache)).isEqualTo(bytes(HEADER + "\na: 10\n"));
  }

  @Test
  void aFileThatIsThereIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "old content that is longer than the new");
    CalibrationCacheWriter.write(CalibrationCacheReader.parse(bytes(HEADER), "c"), file);
    assertThat(file).hasContent(HEADER);
    assertThat(folder)
        .isDirectoryContaining(p -> p.endsWith("old"))
        .isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFolderThatIsNotThereIsSaidSo() {
    CalibrationCache cache = CalibrationCacheReader.parse(bytes(HEADER), "c");
    assertThatThrownBy(
            () -> CalibrationCacheWriter.write(cache, folder.resolve("none").resolve("c")))
        .isInstanceOf(MachineLacksException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
