package io.trtdoctor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintFileTest {
  @TempDir private Path folder;

  @Test
  void eachLineIsARuleThatKnowsItsPlace() throws IOException {
    Path file = file("layer,precision,output_types\n/a/Conv,int8,\n\n\"a,b\",,fp16+fp32\n");
    assertThat(ConstraintFile.read(file))
        .containsExactly(
            new PrecisionConstraint(
                Target.LAYER_NAME, "/a/Conv", Optional.of(DataType.INT8), List.of(), file + ":2"),
            new PrecisionConstraint(
                Target.LAYER_NAME,
                "a,b",
                Optional.empty(),
                List.of(DataType.FP16, DataType.FP32),
                file + ":4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type,precision\nCONVOLUTION,int8\n",
        "layer,type,precision\n,Conv,int8\n",
        "Type , PRECISION\r\nCONVOLUTION , int8",
        "\uFEFFtype,precision\nCONVOLUTION,int8",
      })
  void aTypeStandsForItsOperators(String text) throws IOException {
    assertThat(ConstraintFile.read(file(text)))
        .extracting(PrecisionConstraint::target, PrecisionConstraint::pattern)
        .containsExactly(tuple(Target.OPERATOR_TYPE, "Conv"));
  }

  @Test
  void theRulesOfAFileAreSettings() throws IOException {
    Path file = file("layer,precision\na,int8\n");
    assertThat(
            SettingsParser.ofOptions(List.of(new GivenOption("--constraints", file.toString())))
                .constraints())
        .extracting(PrecisionConstraint::source)
        .containsExactly(file + ":2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer,precision;a,int8;b,int9|line 3: precision: \"int9\" is no precision",
        "layer,precision;a,int8,more|line 2: 3 fields",
        "layer,precision,output_types;a,,|line 2: Fill in precision",
        "layer,type,precision;a,Conv,int8|line 2: Fill in either",
        "layer,type,precision;,,int8|line 2: Fill in either",
        "type,precision;CONV,int8|line 2: type: \"CONV\" is neither",
        "layer,output_types;a,fp16+x|line 2: output_types: \"x\" is no precision",
        "name,precision;a,int8|line 1: the columns are",
        "layer,precision,precision;a,int8,fp16|line 1: the columns are",
        "layer;a|line 1: the columns are",
        "layer,precision;\"a,int8|no CSV",
        "''|line 1: the columns are",
      })
  void aMistakeNamesTheFileAndTheLine(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));
    assertThatThrownBy(() -> ConstraintFile.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aMissingFileIsBadInput() {
    assertThatThrownBy(() -> ConstraintFile.read(folder.resolve("none")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no file");
  }

  @Test
  void aDirectoryIsBadInput() {
    assertThatThrownBy(() -> ConstraintFile.read(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("directory");
  }

  @Test
  void bytesThatAreNoTextAreBadInput() throws IOException {
    Path file = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xd8, 0});
    assertThatThrownBy(() -> ConstraintFile.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no UTF-8 text");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.csv"), text);
  }
}
