package io.trtdoctor.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.settings.SettingsParser;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackExportsTest {
  static Stream<Fallback> samples() {
    return Stream.of(
        SampleFallbacks.plain(),
        SampleFallbacks.hostile(),
        SampleFallbacks.withoutCache(SampleFallbacks.plain()));
  }

  @Test
  void everyFormIsThereAndTheCacheAsWell() {
    assertThat(FallbackExports.of(SampleFallbacks.plain()).files().keySet())
        .containsExactly(
            "trtexec.sh",
            "polygraphy_postprocess.py",
            "build_engine.py",
            "build_engine.cpp",
            "layers.csv",
            "fallback.json",
            "calibration.cache");
  }

  @Test
  void whatTrtexecCannotBeToldStandsInTheResultAndInTheComment() {
    FallbackExports exports = FallbackExports.of(SampleFallbacks.hostile());

    assertThat(exports.gaps())
        .contains(
            Message.of(
                "fallback.trtexec-layer", "comma, colon:fp16", Message.of("fallback.name-comma")));
    assertThat(exports.files().get("trtexec.sh"))
        .contains("# trtexec cannot be told of layer comma, colon:fp16: its name holds a comma");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonReadBackIsTheSameFallback(Fallback fallback) {
    assertThat(FallbackJson.read(FallbackJson.write(fallback)))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*\\.source")
        .isEqualTo(fallback);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void jsonFitsTheSchema(Fallback fallback) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs/fallback.schema.json")));

    assertThat(schema.validate(mapper.readTree(FallbackJson.write(fallback)))).isEmpty();
    assertThat(schema.validate(mapper.readTree("{\"schemaVersion\": 1}"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{}",
        "{\"schemaVersion\": 2}",
        "{\"schemaVersion\": 1, \"title\": {\"key\": \"a.b\", \"args\": []}}"
      })
  void whatIsNoFallbackIsRefused(String json) {
    assertThatThrownBy(() -> FallbackJson.read(json)).isInstanceOf(BadInputException.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theTableReadBackHoldsEveryLayer(Fallback fallback) throws IOException {
    List<CSVRecord> rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(LayersCsv.of(fallback)))
            .getRecords();

    assertThat(rows)
        .extracting(row -> row.get("layer").replaceFirst("^'(?==)", ""))
        .containsExactlyElementsOf(fallback.layers().stream().map(BuilderLayer::name).toList());
    assertThat(rows).noneMatch(row -> row.get("layer").startsWith("="));
  }

  @Test
  void theTableShowsWhatWasLiftedAndWhatWasLetGo() throws IOException {
    assertThat(LayersCsv.of(SampleFallbacks.plain()).lines())
        .contains(
            "0,/conv0/Conv,CONVOLUTION,int8,,,,",
            "1,/conv1/Conv,CONVOLUTION,fp16,fp16,int8,fp16,",
            "2,let go,CONVOLUTION,,,int8,none,");
  }

  @Test
  void polygraphysCommandReadBackHasTheSettingsOfTheVerifiedBuild() {
    BuildSettings settings =
        SettingsParser.ofCommand(PolygraphyCommand.building(SampleFallbacks.plain().recipe()));

    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.INT8, BuilderFlag.FP16, BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.OBEY);
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.ENTROPY_2);
    assertThat(settings.calibrationCache()).contains("calibration.cache");
    assertThat(settings.workspaceBytes()).contains(1L << 30);
    assertThat(settings.maxShapes()).isEqualTo(Map.of("input:0", List.of(4, 3, 8)));
    assertThat(settings.notUnderstood()).isEmpty();
  }

  @Test
  void noProgramHoldsCharactersThatWouldShowTheSourceInAnotherOrder() {
    FallbackExports.of(SampleFallbacks.hostile())
        .files()
        .forEach(
            (file, content) -> {
              if (!file.equals("layers.csv") && !file.equals("fallback.json")) {
                assertThat(content).as(file).doesNotContain("\u202E", "\u2066", "\u200F", "\u001B");
              }
            });
  }

  @Test
  void whatTheParserSetByItselfIsNotAskedForAgain() {
    assertThat(Ask.of(SampleFallbacks.plain()))
        .extracting(Ask::name)
        .containsExactly("/conv0/Conv", "/conv1/Conv", "a layer: with a colon");
  }
}
