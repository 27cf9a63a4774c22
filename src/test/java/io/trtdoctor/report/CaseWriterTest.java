package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.report.html.HtmlReport;
import io.trtdoctor.text.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseWriterTest {
  private static final CaseReport REPORT = SampleDiagnoses.noBatches(Language.EN);
  private static final Content EVENTS = out -> out.write("{\"line\":1}\n");
  private static final ReportPage PAGE = (report, out) -> out.write("<!DOCTYPE html>");

  @TempDir private Path folder;

  @Test
  void aCaseIsAFolderNamedByModelAndTimeWithAllItsFiles() {
    Path written = write(folder, REPORT);

    assertThat(written).isEqualTo(folder.resolve("efficientvit_b0-20261122-223005"));
    assertThat(names(written))
        .containsExactlyInAnyOrder(
            "case.json",
            "findings.json",
            "report.html",
            "report.md",
            "findings.sarif",
            "junit.xml",
            "tensors.csv",
            "layers.csv",
            "log-events.jsonl");
  }

  @Test
  void theFilesOfAFallbackHaveAFolderOfTheirOwnInTheCase() {
    Path written = write(folder, SampleExperiments.proved(Language.EN));

    assertThat(names(written)).hasSize(11).contains("fallback-fp16", "fallback-let-go");
    assertThat(written.resolve("fallback-fp16/trtexec.sh"))
        .hasContent("trtexec --onnx='" + SampleExperiments.LAYER + "'\n");
  }

  @Test
  void whereTheDiskIsFullAmongTheFallbacksNothingRemainsEither() {
    CaseWriter writer = new CaseWriter(PAGE, new SmallDisk(160_000));
    Content events = out -> out.write("x".repeat(100_000));
    CaseReport report = SampleExperiments.withLongExport(Language.EN, 100_000);

    assertThatThrownBy(() -> writer.write(folder.resolve("new/out"), report, events))
        .isInstanceOf(MachineLacksException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void withoutAModelTheLogNamesTheCase() {
    assertThat(write(folder, SampleDiagnoses.healthy(Language.EN)).getFileName())
        .hasToString("effvit-int8-20261122-223005");
  }

  @Test
  void aSecondCaseOfTheSameSecondGetsANumber() {
    write(folder, REPORT);
    write(folder, REPORT);

    assertThat(write(folder, REPORT).getFileName())
        .hasToString("efficientvit_b0-20261122-223005-3");
    assertThat(names(folder)).hasSize(3);
  }

  @Test
  void casesWrittenAtTheSameTimeDoNotDisturbEachOther() {
    Set<Path> written = ConcurrentHashMap.newKeySet();

    IntStream.range(0, 8).parallel().forEach(i -> written.add(write(folder, REPORT)));

    assertThat(written).hasSize(8).allMatch(path -> names(path).size() == 9);
    assertThat(names(folder)).hasSize(8);
  }

  @Test
  void nothingElseInTheFolderIsTouched() throws IOException {
    Path other = Files.writeString(folder.resolve("findings.json"), "mine");

    Path written = write(folder, REPORT);

    assertThat(other).hasContent("mine");
    assertThat(names(folder))
        .containsExactlyInAnyOrder("findings.json", written.getFileName().toString());
  }

  @Test
  void aFolderThatIsNotThereIsMade() {
    assertThat(write(folder.resolve("a/b"), REPORT)).isDirectory();
  }

  @Test
  void aFileInPlaceOfTheFolderIsAWrongCommandLine() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "mine");

    assertThatThrownBy(() -> write(file, REPORT))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a file");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 3_000, 20_000})
  void onAFullDiskNothingRemainsAndOneMessageSaysWhy(int room) {
    CaseWriter writer = new CaseWriter(new HtmlReport(), new SmallDisk(room));

    assertThatThrownBy(() -> writer.write(folder.resolve("new/out"), REPORT, EVENTS))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("out")
        .hasMessageContaining("--out");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aFolderThatMayNotBeWrittenIsSaidInWords() {
    Disk readOnly =
        new SmallDisk(Integer.MAX_VALUE) {
          @Override
          public void createFolder(Path path) throws IOException {
            throw new AccessDeniedException(path.toString());
          }
        };

    assertThatThrownBy(() -> new CaseWriter(PAGE, readOnly).write(folder, REPORT, EVENTS))
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("no permission")
        .hasMessageContaining(folder.toString());
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aFileSystemThatTakesNoFoldersIsSaidInOneMessage() {
    Path proc = Path.of("/proc");
    assumeThat(proc).isDirectory();

    assertThatThrownBy(() -> write(proc.resolve("self"), REPORT))
        .isInstanceOf(MachineLacksException.class);
  }

  @Test
  void aDiskThatRefusesTheLastStepLeavesNothing() {
    Disk disk =
        new SmallDisk(Integer.MAX_VALUE) {
          @Override
          public void moveInPlace(Path from, Path to) throws IOException {
            throw new IOException("Input/output error");
          }
        };

    assertThatThrownBy(() -> new CaseWriter(PAGE, disk).write(folder, REPORT, EVENTS))
        .isInstanceOf(MachineLacksException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aBugWhileWritingLeavesNothingEither() {
    Content broken =
        out -> {
          throw new IllegalStateException("bug");
        };

    assertThatThrownBy(() -> new CaseWriter(PAGE).write(folder, REPORT, broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void theCaseSaysWhatWentInAndHow() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(write(folder, REPORT).resolve("case.json").toFile());

    assertThat(json.at("/inputs/0/sha256").asText()).isEqualTo("ab".repeat(32));
    assertThat(json.at("/inputs/0/bytes").asLong()).isEqualTo(13_650_000);
    assertThat(json.at("/command/1").asText()).isEqualTo("diagnose");
    assertThat(json.at("/versions/trtDoctor").asText()).isEqualTo("0.1.0");
    assertThat(json.at("/settings/0/option").asText()).isEqualTo("--int8");
    assertThat(json.at("/settings/1/origin").asText()).endsWith("effvit-int8.log:12");
    assertThat(json.at("/notUnderstood/0").asText()).isEqualTo("--dumpProfile");
  }

  @Test
  void aTensorsRowSaysItsScaleWhereItComesFromAndWhatItIs() throws IOException {
    List<CSVRecord> rows = table("tensors.csv");
    CSVRecord input = row(rows, "tensor", "input");
    CSVRecord missing = row(rows, "tensor", "/stem/res0/main/depth_conv/conv/Conv_output_0");

    assertThat(input.get("scale_in_effect")).isEqualTo("0.035657104");
    assertThat(input.get("range_max")).isEqualTo("4.5284524");
    assertThat(input.get("in_cache")).isEqualTo("yes");
    assertThat(input.get("kind")).isEqualTo("input");
    assertThat(missing.get("missing")).isEqualTo("yes");
    assertThat(missing.get("onnx_node")).isEqualTo("/stem/res0/main/depth_conv/conv/Conv");
    assertThat(missing.get("shape")).isEqualTo("[?, 16, 112, 112]");
  }

  @Test
  void aNameThatASpreadsheetWouldRunIsDefused() throws IOException {
    assertThat(table("tensors.csv"))
        .map(row -> row.get("tensor"))
        .contains("'=cmd|' /C calc'!A1")
        .noneMatch(name -> name.startsWith("="));
  }

  @Test
  void aLayersRowSaysWhatWasAskedByWhichRuleAndWhetherItObeyed() throws IOException {
    CSVRecord row = row(table("layers.csv"), "layer", "/stem/res0/main/depth_conv/conv/Conv");

    assertThat(row.get("precision_asked")).isEqualTo("int8");
    assertThat(row.get("rule")).contains("--layer-type-precision CONVOLUTION=int8");
    assertThat(row.get("disobeyed")).isEqualTo("yes");
    assertThat(row.get("notes")).isEqualTo("named by constraint-without-kernel");
  }

  @Test
  void aLayerWithinADisobeyedFusedLayerIsMarked() throws IOException {
    CSVRecord row = row(table("layers.csv"), "layer", "/stem/in_conv/Conv");

    assertThat(row.get("disobeyed")).isEqualTo("yes");
    assertThat(row.get("notes")).isEqualTo("part of /stem/in_conv/Conv + PWN(/stem/act)");
  }

  private List<CSVRecord> table(String name) throws IOException {
    Path file = write(folder, SampleDiagnoses.constraintWithoutKernel(Language.EN)).resolve(name);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(file, java.nio.charset.StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }

  private static CSVRecord row(List<CSVRecord> rows, String column, String value) {
    return rows.stream().filter(row -> row.get(column).equals(value)).findFirst().orElseThrow();
  }

  private static Path write(Path out, CaseReport report) {
    return new CaseWriter(PAGE).write(out, report, EVENTS);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A disk with room for so many bytes. */
  private static class SmallDisk implements Disk {
    private int room;

    SmallDisk(int room) {
      this.room = room;
    }

    @Override
    public void createFolder(Path path) throws IOException {
      REAL.createFolder(path);
    }

    @Override
    public OutputStream createFile(Path file) throws IOException {
      OutputStream real = REAL.createFile(file);
      return new java.io.FilterOutputStream(real) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          room -= length;
          if (room < 0) {
            throw new IOException("No space left on device");
          }
          out.write(bytes, from, length);
        }
      };
    }

    @Override
    public void moveInPlace(Path from, Path to) throws IOException {
      REAL.moveInPlace(from, to);
    }
  }
}
