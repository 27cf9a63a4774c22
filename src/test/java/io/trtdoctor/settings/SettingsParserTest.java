package io.trtdoctor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsParserTest {
  @ParameterizedTest
  @CsvSource({
    "--int8, INT8",
    "--fp16, FP16",
    "--bf16, BF16",
    "--fp8, FP8",
    "--strongly-typed, STRONGLY_TYPED",
  })
  void aSwitchSetsItsFlag(String option, BuilderFlag flag) {
    assertThat(own(option).flags()).containsExactly(flag);
  }

  @Test
  void noOptionsSayNothing() {
    assertThat(SettingsParser.ofOptions(List.of()).isUnknown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv1:int8|conv1=INT8",
        "conv1:int8,fc:fp16|conv1=INT8 fc=FP16",
        "*:fp16|*=FP16",
        "encoder/range:0:int8|encoder/range:0=INT8",
        "\"'a':int8\"|a=INT8",
        "\"'a,b':int8,c:fp32\"|a,b=INT8 c=FP32",
        "\"it's:int8\"|it's=INT8",
        "a: int8 , b:fp16|a=INT8 b=FP16",
        "a:int8,|a=INT8",
        "x*:bf16|x*=BF16",
        "a:float16|a=FP16",
        "a:kHALF|a=FP16",
        "a:trt.int8|a=INT8",
        "a:trt.DataType.INT8|a=INT8",
        "a:INT8|a=INT8",
        "a:int8,a:fp16|a=FP16",
        "a:int8,*:fp16|*=FP16 a=INT8",
      })
  void layerPrecisionsAreReadAsTrtexecDoes(String value, String expected) {
    List<PrecisionConstraint> rules =
        own("--layer-precisions=" + value.replace("\"", "")).constraints();
    assertThat(rules.stream().map(r -> r.pattern() + "=" + r.precision().orElseThrow()))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"a:fp32, FP32", "a:fp32+fp16, FP32 FP16", "*:fp16+fp16+int32, FP16 FP16 INT32"})
  void outputTypesAreGivenForEachOutput(String value, String types) {
    PrecisionConstraint rule = own("--layer-output-types=" + value).constraints().get(0);
    assertThat(rule.outputTypes())
        .isEqualTo(Arrays.stream(types.split(" ")).map(DataType::valueOf).toList());
  }

  @Test
  void precisionAndOutputTypesOfOneNameAreOneRule() {
    BuildSettings settings = own("--layer-precisions=a:int8", "--layer-output-types=a:fp32");
    assertThat(settings.constraints())
        .containsExactly(
            new PrecisionConstraint(
                Target.LAYER_NAME,
                "a",
                Optional.of(DataType.INT8),
                List.of(DataType.FP32),
                "--layer-precisions, --layer-output-types"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONVOLUTION=int8|Conv",
        "convolution=int8|Conv",
        "kCONVOLUTION=int8|Conv",
        "trt.LayerType.CONVOLUTION=int8|Conv",
        "Conv=int8|Conv",
        "MATRIX_MULTIPLY=int8|MatMul Gemm",
        "CONCATENATION=int8|Concat",
        "Gather=int8|Gather",
        "GATHER=int8|Gather GatherElements GatherND",
        "com.example::MyOp=int8|com.example::MyOp",
        "CONVOLUTION=int8,SOFTMAX=int8|Conv Softmax LogSoftmax",
      })
  void aLayerTypeStandsForItsOperators(String value, String operators) {
    assertThat(own("--layer-type-precision=" + value).constraints())
        .allMatch(r -> r.target() == Target.OPERATOR_TYPE)
        .allMatch(r -> r.precision().equals(Optional.of(DataType.INT8)))
        .extracting(PrecisionConstraint::pattern)
        .containsExactly(operators.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"none, NONE", "prefer, PREFER", "obey, OBEY", "OBEY, OBEY"})
  void theConstraintModeIsRead(String value, ConstraintMode mode) {
    assertThat(own("--precision-constraints=" + value).constraintMode()).contains(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "entropy2, ENTROPY_2",
    "entropy, ENTROPY",
    "minmax, MIN_MAX",
    "legacy, LEGACY",
    "IInt8MinMaxCalibrator, MIN_MAX",
    "trt.IInt8EntropyCalibrator2, ENTROPY_2",
  })
  void theCalibratorIsReadByTagOrClass(String value, CalibrationAlgorithm algorithm) {
    assertThat(own("--calibrator=" + value).calibrator()).contains(algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1073741824",
    "0.5, 524288",
    "2G, 2147483648",
    "16M, 16777216",
    "1K, 1024",
    "512B, 512",
    "1GB, 1073741824",
    "1GiB, 1073741824",
    "1e3, 1048576000",
  })
  void theWorkspaceIsCountedInMebibytes(String value, long bytes) {
    assertThat(own("--workspace=" + value).workspaceBytes()).contains(bytes);
  }

  @Test
  void shapesAloneStandForAllThree() {
    BuildSettings settings = own("--shapes=input:1x3x224x224,ids:1x5");
    Map<String, List<Integer>> shapes =
        Map.of("input", List.of(1, 3, 224, 224), "ids", List.of(1, 5));
    assertThat(settings.minShapes()).isEqualTo(shapes);
    assertThat(settings.optShapes()).isEqualTo(shapes);
    assertThat(settings.maxShapes()).isEqualTo(shapes);
  }

  @Test
  void eachShapeOfAProfileIsKept() {
    BuildSettings settings =
        own(
            "--minShapes=x:0:1x3",
            "--optShapes=x:0:4x3",
            "--maxShapes=x:0:8x3",
            "--shapes=x:0:2x3");
    assertThat(settings.minShapes()).isEqualTo(Map.of("x:0", List.of(1, 3)));
    assertThat(settings.optShapes()).isEqualTo(Map.of("x:0", List.of(4, 3)));
    assertThat(settings.maxShapes()).isEqualTo(Map.of("x:0", List.of(8, 3)));
  }

  @Test
  void anOptimumAloneStandsForAllThree() {
    BuildSettings settings = own("--optShapes=x:4x3");
    assertThat(settings.minShapes()).isEqualTo(settings.maxShapes()).containsKey("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layer-precisions=a:int9|\"int9\" is no precision",
        "--layer-precisions=a|not of the form",
        "--layer-precisions=:int8|not of the form",
        "--layer-precisions=a:|not of the form",
        "--layer-precisions|needs a value",
        "--layer-output-types=a:fp16+|is no precision",
        "--layer-type-precision=CONV=int8|neither a layer type",
        "--layer-type-precision=CONVOLUTION|TYPE=PRECISION",
        "--layer-type-precision=CONVOLUTION=|TYPE=PRECISION",
        "--precision-constraints=maybe|none of none, prefer, obey",
        "--calibrator=fancy|no calibrator",
        "--shapes=x:1y3|is no shape",
        "--shapes=x:1x-3|is no shape",
        "--shapes=x:1x99999999999|is no shape",
        "--workspace=much|is no size",
        "--workspace=-1|is no size",
        "--workspace=999999999999999999G|is no size",
      })
  void aMistakeIsToldInOneMessage(String option, String message) {
    assertThatThrownBy(() -> own(option))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--minShapes=x:4x3;--optShapes=x:2x3",
        "--optShapes=x:4x3;--maxShapes=x:2x3",
        "--minShapes=x:4x3;--maxShapes=x:2x3",
        "--minShapes=x:1x3;--maxShapes=x:2x3x4",
      })
  void shapesThatContradictEachOtherAreAMistake(String first, String second) {
    assertThatThrownBy(() -> own(first, second))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("contradict");
  }

  @Test
  void everySettingKnowsItsOption() {
    BuildSettings settings = own("--int8", "--precision-constraints=obey", "--workspace=1");
    assertThat(settings.origins())
        .containsOnly(
            Map.entry("int8", "--int8"),
            Map.entry("precision-constraints", "--precision-constraints"),
            Map.entry("workspace", "--workspace"));
  }

  @Test
  void ourOptionsWinOverThePastedLineAndThatOverTheLog() {
    BuildSettings log =
        LogSettings.ofLine(
                "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=m --fp16"
                    + " --workspace=1 --calib=log --precisionConstraints=obey --bogus",
                "build.log:1")
            .orElseThrow();
    BuildSettings settings =
        SettingsParser.parse(
            List.of(new GivenOption("--precision-constraints", "prefer")),
            Optional.of("trtexec --int8 --calib=like --layerPrecisions=a:int8"),
            log);
    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.INT8, BuilderFlag.FP16, BuilderFlag.PREFER_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.PREFER);
    assertThat(settings.calibrationCache()).contains("like");
    assertThat(settings.workspaceBytes()).contains(1L << 20);
    assertThat(settings.notUnderstood()).containsExactly("--bogus");
    assertThat(settings.origins())
        .containsEntry("precision-constraints", "--precision-constraints")
        .containsEntry("cache", "--like --calib")
        .containsEntry("workspace", "build.log:1 --workspace")
        .containsEntry("fp16", "build.log:1 --fp16");
  }

  @Test
  void aStrongerRuleForTheSameNameReplacesTheWeakerOne() {
    BuildSettings merged =
        SettingsParser.merge(
            own("--layer-precisions=a:fp16"), own("--layer-precisions=a:int8,b:int8"));
    assertThat(merged.constraints().stream().map(r -> r.pattern() + r.precision().orElseThrow()))
        .containsExactly("bINT8", "aFP16");
  }

  private static BuildSettings own(String... options) {
    return SettingsParser.ofOptions(
        Arrays.stream(options).map(SettingsParserTest::option).toList());
  }

  private static GivenOption option(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? GivenOption.flag(text)
        : new GivenOption(text.substring(0, equals), text.substring(equals + 1));
  }
}
