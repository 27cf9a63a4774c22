package io.trtdoctor.repro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproCaseTest {
  private static final String HEAD =
      "{\"title\": \"t\", \"fault\": \"f\", \"seen_on\": [\"8.6\"], \"also_right\": [\"b\"],"
          + " \"expected\": {\"status\": \"cause-named\", \"cause\": \"a\","
          + " \"certainty\": \"evident\"}";

  @TempDir Path cases;
  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectories(cases.resolve("some-case"));
    Files.writeString(folder.resolve("model.onnx"), "model");
    Files.writeString(folder.resolve("old.cache"), "old");
    Files.writeString(folder.resolve("new.cache"), "new");
  }

  private ReproCase read(String json) throws Exception {
    Files.writeString(folder.resolve("case.json"), json);
    return ReproCase.read(folder);
  }

  private ReproCase twoLines() throws Exception {
    return read(
        HEAD
            + ", \"expected_on\": {\"10.6\": {\"status\": \"healthy\"}},"
            + " \"recipe\": {\"model\": \"model.onnx\", \"calibration_cache\": \"old.cache\"},"
            + " \"recipe_on\": {\"10.6\": {\"calibration_cache\": \"new.cache\"}}}");
  }

  @Test
  void whatALineHasOfItsOwnTakesTheCommonFieldsPlace() throws Exception {
    Recipe old = twoLines().recipe("8.6", cases);
    Recipe recent = twoLines().recipe("10.6", cases);

    assertThat(old.calibrationCache()).contains(FileRef.of(folder.resolve("old.cache")));
    assertThat(recent.calibrationCache()).contains(FileRef.of(folder.resolve("new.cache")));
    assertThat(recent.line()).isEqualTo("10.6");
  }

  @Test
  void aLineMayHaveAVerdictOfItsOwn() throws Exception {
    ReproCase repro = twoLines();

    assertThat(repro.expected("8.6").cause()).contains("a");
    assertThat(repro.expected("10.6"))
        .isEqualTo(new Expectation("healthy", Optional.empty(), Optional.empty()));
  }

  @Test
  void anotherRightCauseIsAcceptedAndAWrongOneIsNot() throws Exception {
    ReproCase repro = twoLines();

    assertThat(repro.accepts(named("a", "evident"), "8.6")).isTrue();
    assertThat(repro.accepts(named("a", "possible"), "8.6")).isFalse();
    assertThat(repro.accepts(named("b", "evident"), "8.6")).isTrue();
    assertThat(repro.accepts(named("c", "evident"), "8.6")).isFalse();
  }

  private static Expectation named(String cause, String certainty) {
    return new Expectation("cause-named", Optional.of(cause), Optional.of(certainty));
  }

  @Test
  void aCompressedModelIsUnpackedForTensorRt() throws Exception {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("model.onnx.gz")))) {
      out.write("model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    ReproCase repro = read(HEAD + ", \"recipe\": {\"model\": \"model.onnx.gz\"}}");

    FileRef model = repro.recipe("8.6", cases.resolve("scratch")).model();

    assertThat(model).isEqualTo(FileRef.of(folder.resolve("model.onnx")));
    assertThat(model.path().orElseThrow()).hasContent("model");
  }

  @Test
  void aCaseWithoutARecipeIsRefused() {
    assertThatThrownBy(() -> read(HEAD + "}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("lacks the field \"recipe\"");
  }

  @Test
  void rubbishIsRefused() {
    assertThatThrownBy(() -> read("{"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is no JSON object");
  }

  @Test
  void aFolderWithoutCasesIsRefused() {
    assertThatThrownBy(() -> ReproCase.in(cases))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("holds no repro cases");
  }

  @Test
  void theCasesOfAFolderComeByName() throws Exception {
    Files.createDirectories(cases.resolve("another"));
    read(HEAD + ", \"recipe\": {}}");
    Files.copy(folder.resolve("case.json"), cases.resolve("another/case.json"));

    assertThat(ReproCase.in(cases))
        .extracting(ReproCase::name)
        .containsExactly("another", "some-case");
  }
}
