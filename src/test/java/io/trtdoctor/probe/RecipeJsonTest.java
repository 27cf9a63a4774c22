package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeJsonTest {
  private static final FileRef MODEL = FileRef.ofHash("a".repeat(64));
  private static final FileRef OTHER = FileRef.ofHash("b".repeat(64));

  @TempDir Path folder;

  private static Recipe.Builder plain() {
    return Recipe.of(MODEL, "8.6");
  }

  static Stream<UnaryOperator<Recipe.Builder>> changes() {
    PrecisionConstraint rule =
        new PrecisionConstraint(
            Target.LAYER_NAME, "*conv", Optional.of(DataType.INT8), List.of(DataType.FP16), "x");
    Batches.Source source = new Batches.Source(OTHER, Batches.Format.NPZ, Optional.of("a"), 3);
    Batches.Source raw =
        new Batches.Source(
            OTHER,
            Batches.Format.RAW,
            Optional.empty(),
            0,
            Optional.of(DataType.UINT8),
            Optional.empty());
    Preprocessing how =
        new Preprocessing(
            Preprocessing.Fit.SHORT_SIDE,
            256,
            Preprocessing.Filter.BICUBIC,
            224,
            224,
            Preprocessing.Layout.NCHW,
            Preprocessing.Channels.RGB,
            255,
            List.of(0.485, 0.456, 0.406),
            List.of(0.229, 0.224, 0.225),
            0);
    Batches.Source image =
        new Batches.Source(
            OTHER, Batches.Format.IMAGE, Optional.empty(), 0, Optional.empty(), Optional.of(how));
    return Stream.of(
        r -> r.outputs(List.of(TensorName.of("t"))),
        r -> r.flags(BuilderFlag.INT8, BuilderFlag.FP16),
        r -> r.constraints(ConstraintMode.PREFER, List.of()),
        r -> r.constraints(ConstraintMode.PREFER, List.of(rule)),
        r -> r.calibrator(CalibrationAlgorithm.ENTROPY_2, new Batches.None()),
        r -> r.calibrator(CalibrationAlgorithm.LEGACY, new Batches.None()),
        r -> r.calibrator(CalibrationAlgorithm.MIN_MAX, Batches.Synthetic.normal(1, 2)),
        r ->
            r.calibrator(
                CalibrationAlgorithm.MIN_MAX,
                new Batches.Synthetic(Batches.Distribution.NEAR_ZERO, 1, 2, OptionalInt.of(1))),
        r ->
            r.calibrator(
                CalibrationAlgorithm.MIN_MAX,
                new Batches.Faulty(Batches.Synthetic.normal(1, 2), Batches.Fault.HOST_POINTER)),
        r ->
            r.calibrator(
                CalibrationAlgorithm.ENTROPY,
                new Batches.Files(List.of(Batches.Sample.of(Map.of("x", source))))),
        r ->
            r.calibrator(
                CalibrationAlgorithm.ENTROPY,
                new Batches.Files(
                    List.of(new Batches.Sample(Map.of("x", List.of(source, source)))))),
        r ->
            r.calibrator(
                CalibrationAlgorithm.ENTROPY,
                new Batches.Files(List.of(Batches.Sample.of(Map.of("x", raw))))),
        r ->
            r.calibrator(
                CalibrationAlgorithm.ENTROPY,
                new Batches.Files(List.of(Batches.Sample.of(Map.of("x", image))))),
        r -> r.calibrationCache(OTHER),
        r -> r.dynamicRange(TensorName.of("t"), new DynamicRange(-0.1f, 2.7f)),
        r -> r.shape(TensorName.of("t"), ShapeRange.fixed(List.of(1, 3))),
        r -> r.workspaceBytes(1024),
        r -> r.optimizationLevel(0),
        r -> r.tacticSources(List.of()),
        r -> r.tacticSources(List.of(TacticSource.CUDNN)),
        r -> r.timingCache(true),
        r -> r.logLevel(LogLevel.ERROR),
        r -> r.plugins(List.of(OTHER)),
        r -> r.measure(new Measure(Batches.Synthetic.normal(2, 3), 5, 50)),
        r -> r.measure(new Measure(Batches.Synthetic.normal(2, 3), 5, 0)),
        r -> r.measure(new Measure(Batches.Synthetic.normal(2, 4), 5, 50)),
        r ->
            r.measure(
                new Measure(
                    new Batches.Files(List.of(Batches.Sample.of(Map.of("x", source)))), 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatIsWrittenIsReadBack(UnaryOperator<Recipe.Builder> change) {
    Recipe recipe = change.apply(plain()).build();

    Recipe read = RecipeJson.read(RecipeJson.write(recipe), folder);

    assertThat(read.hash()).isEqualTo(recipe.hash());
    assertThat(read.batches()).isEqualTo(recipe.batches());
    assertThat(read.measure()).isEqualTo(recipe.measure());
  }

  @Test
  void everyChangeChangesTheHash() {
    List<String> hashes =
        Stream.concat(Stream.of(UnaryOperator.<Recipe.Builder>identity()), changes())
            .map(change -> change.apply(plain()).build().hash())
            .toList();

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aRecipeIsCopiedWhole(UnaryOperator<Recipe.Builder> change) {
    Recipe recipe = change.apply(plain()).build();

    assertThat(recipe.toBuilder().build()).isEqualTo(recipe);
  }

  @Test
  void theHashOfARecipeStaysWhatItWasWhenRecordingsWereMade() {
    assertThat(RecipeJson.canonical(plain().build()))
        .isEqualTo("{\"model\":{\"sha256\":\"" + "a".repeat(64) + "\"},\"line\":\"8.6\"}");
  }

  @Test
  void whereFilesLieDoesNotMatter() throws Exception {
    Path here = Files.writeString(folder.resolve("a.onnx"), "m");
    Path there = Files.writeString(folder.resolve("b.onnx"), "m");

    assertThat(Recipe.of(FileRef.of(here), "8.6").build().hash())
        .isEqualTo(Recipe.of(FileRef.of(there), "8.6").build().hash());
  }

  @Test
  void whereARuleWasReadDoesNotMatter() {
    PrecisionConstraint one =
        new PrecisionConstraint(Target.LAYER_NAME, "c", Optional.empty(), List.of(), "--option");
    PrecisionConstraint two =
        new PrecisionConstraint(Target.LAYER_NAME, "c", Optional.empty(), List.of(), "file:3");

    assertThat(plain().constraints(ConstraintMode.OBEY, List.of(one)).build().hash())
        .isEqualTo(plain().constraints(ConstraintMode.OBEY, List.of(two)).build().hash());
  }

  @Test
  void aRecipeWrittenByHandNamesItsModelByPath() throws Exception {
    Files.writeString(folder.resolve("a.onnx"), "m");

    Recipe recipe = RecipeJson.read("{\"model\": \"a.onnx\", \"line\": \"10.6\"}", folder);

    assertThat(recipe.model().path()).contains(folder.resolve("a.onnx").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"line\": \"8.6\"}",
        "{\"model\": \"missing.onnx\", \"line\": \"8.6\"}",
        "{\"model\": {\"sha256\": \"abc\"}, \"line\": \"8.6\"}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": 8}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"flags\": [\"int9\"]}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"flags\": \"int8\"}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"calibrator\": \"best\"}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"dynamic_ranges\": {\"t\": 1}}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"shapes\": {\"t\": {\"min\": [1]}}}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"batches\": {\"count\": 3}}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\", \"measure\": {}}",
        "{\"model\": {\"sha256\": \"HASH\"}, \"line\": \"8.6\","
            + " \"measure\": {\"inputs\": {\"count\": 0}, \"warm_ups\": 1, \"runs\": 1}}"
      })
  void whatIsNoRecipeIsRefusedInOneMessage(String json) {
    assertThatThrownBy(() -> RecipeJson.read(json.replace("HASH", "a".repeat(64)), folder))
        .isInstanceOf(BadInputException.class);
  }
}
