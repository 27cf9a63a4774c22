package io.trtdoctor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.settings.LikeCommand.Tool;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikeCommandTest {
  static Stream<Arguments> spellings() {
    List<String> plain = List.of("--onnx=m.onnx", "--int8");
    return Stream.of(
        Arguments.of("trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("$ trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("# trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("root@3f2a:/workspace# trtexec --onnx=m.onnx --int8\n", plain),
        Arguments.of("(base) user@host:~/x$ trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("/usr/src/tensorrt/bin/trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("./trtexec --onnx=m.onnx \\\n  --int8", plain),
        Arguments.of("trtexec \\ \n--onnx=m.onnx \\\r\n  --int8", plain),
        Arguments.of("trtexec\n  --onnx=m.onnx\n  --int8", plain),
        Arguments.of("CUDA_VISIBLE_DEVICES=1 A='b c' trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("sudo time trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("cd /x && trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("cd x; trtexec --onnx=m.onnx --int8 2>&1 | tee trtexec.log", plain),
        Arguments.of("trtexec --onnx=m.onnx --int8 > out.log 2>&1", plain),
        Arguments.of("trtexec --onnx=m.onnx --int8 &> 'out put.log' &", plain),
        Arguments.of("trtexec --onnx=m.onnx --int8 # the one that fails", plain),
        Arguments.of("trtexec '--onnx=m.onnx' \"--int8\"", plain),
        Arguments.of(
            "docker run --gpus all -v $PWD:/w registry.example/x:1 trtexec --onnx=m.onnx --int8",
            plain),
        Arguments.of(
            "docker run -v /a/trtexec:/bin/trtexec img trtexec --onnx=m.onnx --int8", plain),
        Arguments.of("docker run img bash -c \"cd w && trtexec --onnx=m.onnx --int8\"", plain),
        Arguments.of("C:\\TensorRT\\bin\\trtexec.exe --onnx=m.onnx ^\r\n --int8", plain),
        Arguments.of("trtexec.exe --onnx=C:\\m.onnx", List.of("--onnx=C:\\m.onnx")),
        Arguments.of("trtexec --onnx=\"a b.onnx\"", List.of("--onnx=a b.onnx")),
        Arguments.of("trtexec --onnx=a\\ b.onnx", List.of("--onnx=a b.onnx")),
        Arguments.of("trtexec --x=\\'a\\':int8", List.of("--x='a':int8")),
        Arguments.of("trtexec --x=\"say \\\"a\\\" \\b\"", List.of("--x=say \"a\" \\b")),
        Arguments.of(
            "&&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=m.onnx --int8",
            plain));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void theCommandIsFoundInAPastedLine(String line, List<String> arguments) {
    LikeCommand command = LikeCommand.parse(line);
    assertThat(command.tool()).isEqualTo(Tool.TRTEXEC);
    assertThat(command.arguments()).isEqualTo(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "polygraphy run m.onnx --trt",
        "python3 -m polygraphy run m.onnx --trt",
        "/opt/bin/polygraphy convert m.onnx --trt",
      })
  void polygraphyIsKnownByItsSubcommand(String line) {
    LikeCommand command = LikeCommand.parse(line);
    assertThat(command.tool()).isEqualTo(Tool.POLYGRAPHY);
    assertThat(command.arguments()).containsExactly("m.onnx", "--trt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|Neither trtexec nor polygraphy",
        "--int8 --fp16|Neither trtexec nor polygraphy",
        "python build.py --int8|Neither trtexec nor polygraphy",
        "polygraphy surgeon sanitize m.onnx|Only polygraphy run",
        "polygraphy|Only polygraphy run",
        "trtexec --onnx=\"m|does not close it",
      })
  void aLineThatIsNotUnderstoodIsAMistake(String line, String message) {
    assertThatThrownBy(() -> LikeCommand.parse(line == null ? "" : line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void trtexecsSettingsAreRead() {
    BuildSettings settings =
        SettingsParser.ofCommand(
            "trtexec --onnx=m.onnx --int8 --fp16 --calib=c.cache --precisionConstraints=obey"
                + " --layerPrecisions=/a/Conv:int8,*:fp16 --layerOutputTypes=*:fp16+fp32"
                + " --minShapes=x:1x3 --optShapes=x:2x3 --maxShapes=x:4x3"
                + " --memPoolSize=workspace:1024,dlaSRAM:1 --useDLACore=0 --allowGPUFallback");
    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.INT8,
            BuilderFlag.FP16,
            BuilderFlag.GPU_FALLBACK,
            BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.OBEY);
    assertThat(settings.constraints()).hasSize(2);
    assertThat(settings.calibrationCache()).contains("c.cache");
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.ENTROPY_2);
    assertThat(settings.maxShapes()).isEqualTo(Map.of("x", List.of(4, 3)));
    assertThat(settings.workspaceBytes()).contains(1L << 30);
    assertThat(settings.origins()).containsEntry("useDLACore", "--like --useDLACore");
    assertThat(settings.notUnderstood()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workspace=4096|4294967296",
        "--memPoolSize=workspace:1024|1073741824",
        "--memPoolSize=workspace:1024M|1073741824",
        "--memPoolSize=workspace:1G|1073741824",
        "--memPoolSize=workspace:1024K|1048576",
        "--memPoolSize=workspace:1024B|1024",
        "--memPoolSize=workspace:0.5|524288",
        "--memPoolSize=dlaSRAM:1,workspace:2|2097152",
        "--workspace 64|67108864",
      })
  void trtexecCountsTheWorkspaceInMebibytes(String option, long bytes) {
    assertThat(SettingsParser.ofCommand("trtexec " + option).workspaceBytes()).contains(bytes);
  }

  @Test
  void bestIsInt8AndFp16() {
    assertThat(SettingsParser.ofCommand("trtexec --best").flags())
        .containsExactlyInAnyOrder(BuilderFlag.INT8, BuilderFlag.FP16);
  }

  @Test
  void strictTypesPrefersThePrecisionsAskedFor() {
    BuildSettings settings = SettingsParser.ofCommand("trtexec --strictTypes");
    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.STRICT_TYPES, BuilderFlag.PREFER_PRECISION_CONSTRAINTS);
    assertThat(settings.constraintMode()).contains(ConstraintMode.PREFER);
  }

  @Test
  void whatTrtexecDoesNotKnowIsListed() {
    assertThat(SettingsParser.ofCommand("trtexec --int9 --calibration=x stray").notUnderstood())
        .containsExactly("--int9", "--calibration=x", "stray");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--onnx=m --saveEngine=e --verbose --iterations=10 --useCudaGraph --noTF32",
        "--builderOptimizationLevel=5 --timingCacheFile=t --inputIOFormats=fp16:chw --sparsity=enable",
        "--profilingVerbosity=detailed --dumpLayerInfo --exportLayerInfo=x --separateProfileRun",
        "--skipInference --buildOnly --device=0 --plugins=a.so --staticPlugins=b.so",
        "--versionCompatible --stripWeights --hardwareCompatibilityLevel=ampere+ --tempdir=/t",
        "--tacticSources=-cublas,+cudnn --loadInputs=x:x.bin --avgRuns=10 --warmUp=0 --duration=3",
      })
  void whatDoesNotMatterIsUnderstoodAndLeftOut(String options) {
    BuildSettings settings = SettingsParser.ofCommand("trtexec " + options);
    assertThat(settings.isUnknown()).isTrue();
  }

  @Test
  void polygraphysSettingsAreRead() {
    BuildSettings settings =
        SettingsParser.ofCommand(
            "polygraphy run m.onnx --trt --onnxrt --int8 --fp16 --calibration-cache c.cache"
                + " --calib-base-cls IInt8MinMaxCalibrator --precision-constraints obey"
                + " --layer-precisions a:int8 b:0:float16 --trt-min-shapes input:[1,3,224,224]"
                + " --trt-opt-shapes input:[2,3,224,224] --trt-max-shapes 'input:[4,3,224,224]'"
                + " --pool-limit workspace:1G tactic_dram:1e9 --data-loader-script load.py"
                + " --val-range [0,1] --atol 1e-3 -v --save-engine=m.plan");
    assertThat(settings.flags())
        .containsExactlyInAnyOrder(
            BuilderFlag.INT8, BuilderFlag.FP16, BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.MIN_MAX);
    assertThat(settings.calibrationCache()).contains("c.cache");
    assertThat(settings.constraints().stream().map(r -> r.pattern() + "=" + r.precision().get()))
        .containsExactly("a=INT8", "b:0=FP16");
    assertThat(settings.minShapes()).isEqualTo(Map.of("input", List.of(1, 3, 224, 224)));
    assertThat(settings.maxShapes()).isEqualTo(Map.of("input", List.of(4, 3, 224, 224)));
    assertThat(settings.workspaceBytes()).contains(1L << 30);
    assertThat(settings.notUnderstood()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pool-limit workspace:16M|16777216",
        "--pool-limit WORKSPACE:16777216|16777216",
        "--memory-pool-limit workspace:1e9|1000000000",
        "--workspace 1G|1073741824",
      })
  void polygraphyCountsTheWorkspaceInBytes(String option, long bytes) {
    assertThat(SettingsParser.ofCommand("polygraphy run m --trt " + option).workspaceBytes())
        .contains(bytes);
  }

  @Test
  void whatPolygraphyDoesNotKnowIsListed() {
    assertThat(SettingsParser.ofCommand("polygraphy run m --int9 x --trt y").notUnderstood())
        .containsExactly("--int9", "x", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,1x3", "x:[1,3]", "x:(1,3)", "x:[1, 3]"})
  void polygraphysShapesHaveOldAndNewSpellings(String shape) {
    assertThat(
            SettingsParser.ofCommand("polygraphy run m --input-shapes '" + shape + "'").optShapes())
        .isEqualTo(Map.of("x", List.of(1, 3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trtexec --layerPrecisions=a:int9",
        "trtexec --memPoolSize=space:1",
        "trtexec --minShapes=x:4 --optShapes=x:2 --maxShapes=x:8",
        "polygraphy run m --layer-precisions a",
        "polygraphy run m --trt-min-shapes x",
        "polygraphy run m --calib-base-cls Fancy",
        "polygraphy run m --pool-limit space:1",
      })
  void aMistakeInThePastedLineIsTold(String line) {
    assertThatThrownBy(() -> SettingsParser.ofCommand(line)).isInstanceOf(UsageException.class);
  }
}
