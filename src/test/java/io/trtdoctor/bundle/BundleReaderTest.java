package io.trtdoctor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.bundle.BundleReader.Limits;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.probe.FileRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReaderTest {
  @TempDir private Path folder;

  private Path zip(Map<String, byte[]> files) throws IOException {
    Path file = folder.resolve("sent.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private Path bundle(String... names) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, name.getBytes(StandardCharsets.UTF_8));
    }
    files.put(Manifest.NAME, manifest(Map.of()).getBytes(StandardCharsets.UTF_8));
    return zip(files);
  }

  private static String manifest(Map<String, String> files) {
    return new Manifest(
            "1",
            new Manifest.ModelFacts("whole", "none", List.of()),
            Optional.empty(),
            new Manifest.Failure(
                "unknown", Optional.empty(), Optional.empty(), Optional.empty(), "not-checked"),
            files)
        .json();
  }

  private OpenedBundle unpack(Path zip) {
    return new BundleReader(new Limits(10, 100_000)).unpack(zip, folder.resolve("target"));
  }

  private void refused(Path zip, String why) throws IOException {
    assertThatThrownBy(() -> unpack(zip))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(zip);
    }
    assertThat(folder.resolveSibling("outside")).doesNotExist();
  }

  private Path patched(Path zip, String from, String to) throws IOException {
    String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
    return Files.writeString(zip, bytes.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  @Test
  void soundFilesAreUnpackedIntoTheirFolders() throws IOException {
    OpenedBundle bundle = unpack(bundle("README.txt", "case/report.html"));

    assertThat(bundle.folder().resolve("case/report.html")).hasContent("case/report.html");
    assertThat(bundle.recipe()).isEmpty();
    assertThat(bundle.failing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "a/../../outside",
        "/outside",
        "\\outside",
        "..\\outside",
        "C:/outside",
        "a//b",
        "./a",
        "nul.txt",
        "a/COM1",
        "lpt9.log",
        "com\u00b9",
        "nul .txt",
        "bell\u0007",
        "stream:hidden",
        "line\nbreak",
        "dot.",
        " space",
        "a\u202Eb",
        "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"
      })
  void aNameThatCouldDoHarmIsRefusedBeforeAnythingIsWritten(String name) throws IOException {
    refused(bundle("README.txt", name), "could lie outside");
  }

  @Test
  void aNameLongerThanAnyDiskTakesIsRefused() throws IOException {
    refused(bundle("x".repeat(300)), "could lie outside");
  }

  @Test
  void aFileThatIsThereTwiceIsRefused() throws IOException {
    refused(patched(bundle("aaaa", "aaab"), "aaab", "aaaa"), "twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.TXT", "readme.txt/inside", "ReadMe.txt"})
  void namesThatAreOneOnSomeSystemsAreRefused(String other) throws IOException {
    refused(bundle("readme.txt", other), "twice");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path zip = bundle("link");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    int entry = indexOf(bytes, 0x02014b50);
    bytes.putShort(entry + 4, (short) (3 << 8));
    bytes.putInt(entry + 38, 0xA1FF << 16);
    Files.write(zip, bytes.array());

    refused(zip, "is a link");
  }

  private static int indexOf(ByteBuffer bytes, int signature) {
    int at = 0;
    while (bytes.getInt(at) != signature) {
      at++;
    }
    return at;
  }

  @Test
  void moreFilesThanAllowedAreRefused() throws IOException {
    refused(bundle("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), "11 files");
  }

  @Test
  void aBombIsRefusedByWhatComesOutOfIt() throws IOException {
    byte[] zeros = new byte[1_000_000];
    Path zip = zip(Map.of("bomb.txt", zeros));
    assertThat(Files.size(zip)).isLessThan(2000);

    refused(zip, "more comes out");
  }

  @Test
  void aBombThatSaysItIsSmallIsRefusedAsWell() throws IOException {
    Path zip = zip(Map.of("bomb.txt", new byte[1_000_000]));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(indexOf(bytes, 0x02014b50) + 24, 10);
    Files.write(zip, bytes.array());

    assertThatThrownBy(() -> unpack(zip)).isInstanceOf(BadInputException.class);
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void bombsThatShareTheirBytesAreCountedEachTime() throws IOException {
    byte[] zeros = new byte[60_000];
    refused(zip(Map.of("a.txt", zeros, "b.txt", zeros)), "more comes out");
  }

  @Test
  void namesWithLettersThatFoldIntoOneAreOne() throws IOException {
    refused(bundle("sort.txt", "\u017Fort.txt"), "twice");
  }

  @Test
  void entriesThatShareTheirBytesAreRefused() throws IOException {
    Path zip = bundle("aaaa", "bbbb");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    int first = indexOf(bytes, 0x02014b50);
    int second = first + 46 + 4;
    bytes.putInt(second + 42, bytes.getInt(first + 42));
    Files.write(zip, bytes.array());

    refused(zip, "share their bytes");
  }

  @Test
  void anEntryThatReachesIntoTheDirectoryIsRefused() throws IOException {
    Path zip = bundle("aaaa");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    int last = indexOf(bytes, 0x02014b50) + 46 + 4;
    bytes.putInt(last + 20, 100_000);
    Files.write(zip, bytes.array());

    refused(zip, "share their bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 24})
  void sizesOfAnArchiveForLargerFilesAreRefused(int field) throws IOException {
    Path zip = bundle("aaaa");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(indexOf(bytes, 0x02014b50) + field, -1);
    Files.write(zip, bytes.array());

    refused(zip, "of a kind for larger files");
  }

  @Test
  void anEncryptedEntryIsRefused() throws IOException {
    Path zip = bundle("aaaa");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(indexOf(bytes, 0x02014b50) + 8, (short) 1);
    Files.write(zip, bytes.array());

    refused(zip, "encrypted");
  }

  @Test
  void aCountOfEntriesThatIsALieIsRefused() throws IOException {
    Path zip = bundle("aaaa", "bbbb");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(indexOf(bytes, 0x06054b50) + 10, (short) 1);
    Files.write(zip, bytes.array());

    refused(zip, "no zip archive");
  }

  @Test
  void bytesThatWereChangedOnTheWayAreRefused() throws IOException {
    Path zip = bundle("aaaa");
    byte[] bytes = Files.readAllBytes(zip);
    bytes[30 + 4 + 2] ^= 0x55;
    Files.write(zip, bytes);

    refused(zip, "cannot read");
  }

  @Test
  void aBombInsideOfTheRecordingIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[1_000_000]);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("probes.gz", packed.toByteArray());
    files.put(Manifest.NAME, manifest(Map.of()).getBytes(StandardCharsets.UTF_8));

    refused(zip(files), "more comes out");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> unpack(folder.resolve("none.zip")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void anArchiveThatIsCutOffIsRefused() throws IOException {
    Path zip = bundle("README.txt");
    Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), (int) Files.size(zip) - 30));

    refused(zip, "no zip archive");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    refused(Files.writeString(folder.resolve("sent.zip"), "no archive at all, just a text"), "zip");
  }

  @Test
  void anArchiveWithoutAManifestIsNoBundle() throws IOException {
    refused(zip(Map.of("README.txt", new byte[3])), "no bundle.json");
  }

  @Test
  void aFileThatIsNotWhatTheManifestSaysIsADamage() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other");
    String manifest = manifest(Map.of("README.txt", FileRef.of(other).sha256()));
    Files.delete(other);

    refused(
        zip(
            Map.of(
                "README.txt",
                new byte[3],
                Manifest.NAME,
                manifest.getBytes(StandardCharsets.UTF_8))),
        "damaged: README.txt");
  }

  @Test
  void aFolderThatIsThereIsLeftAlone() throws IOException {
    Path zip = bundle("README.txt");
    Files.createDirectory(folder.resolve("target"));

    assertThatThrownBy(() -> unpack(zip))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/hostname", "../secret", "not-packed.npy"})
  void aRecipeThatNamesAFileOutsideOfTheBundleIsRefused(String path) throws IOException {
    String recipe =
        "{\"model\":{\"sha256\":\"%s\",\"path\":\"%s\"},\"line\":\"8.6\"}"
            .formatted("a".repeat(64), path);
    OpenedBundle bundle =
        unpack(
            zip(
                Map.of(
                    "recipe.json",
                    recipe.getBytes(StandardCharsets.UTF_8),
                    Manifest.NAME,
                    manifest(Map.of()).getBytes(StandardCharsets.UTF_8))));

    assertThatThrownBy(bundle::recipe)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not its own");
  }

  @Test
  void aRecipeThatNamesAFileWithoutItsHashIsRefused() throws IOException {
    OpenedBundle bundle =
        unpack(
            zip(
                Map.of(
                    "recipe.json",
                    "{\"model\":\"/etc/hostname\",\"line\":\"8.6\"}"
                        .getBytes(StandardCharsets.UTF_8),
                    Manifest.NAME,
                    manifest(Map.of()).getBytes(StandardCharsets.UTF_8))));

    assertThatThrownBy(bundle::recipe).isInstanceOf(BadInputException.class);
  }
}
