package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages in the dress that tools give them, read as a user's log is read. */
class CausesThroughTheParserTest {
  static List<Arguments> logs() {
    return List.of(
        Arguments.of(
            "driver-mismatch",
            """
            &&&& RUNNING TensorRT.sample_onnx_mnist [TensorRT v8600] # ./sample_onnx_mnist
            [04/15/2023-04:37:46] [I] Building and running a GPU inference engine for Onnx MNIST
            [04/15/2023-04:37:46] [W] [TRT] Unable to determine GPU memory usage
            [04/15/2023-04:37:46] [W] [TRT] CUDA initialization failure with error: 35. Please check your CUDA installation:  http://docs.nvidia.com/cuda/cuda-installation-guide-linux/index.html
            &&&& FAILED TensorRT.sample_onnx_mnist [TensorRT v8600] # ./sample_onnx_mnist
            """),
        Arguments.of(
            "no-gpu",
            """
            [11/22/2026-19:02:11] [TRT] [W] CUDA initialization failure with error: 100. Please check your CUDA installation:  http://docs.nvidia.com/cuda/cuda-installation-guide-linux/index.html
            Traceback (most recent call last):
              File "build.py", line 12, in <module>
                builder = trt.Builder(logger)
            TypeError: pybind11::init(): factory function returned nullptr
            """),
        Arguments.of(
            "no-gpu",
            "trtexec: Cuda failure: no CUDA-capable device is detected\nAborted (core dumped)\n"),
        Arguments.of(
            "library-mismatch",
            "trtexec: error while loading shared libraries: libnvinfer.so.8: cannot open shared object"
                + " file: No such file or directory\n"),
        Arguments.of(
            "library-mismatch",
            """
            Traceback (most recent call last):
              File "<string>", line 1, in <module>
              File "/usr/lib/python3/dist-packages/tensorrt/__init__.py", line 68, in <module>
                from .tensorrt import *
            ImportError: libcudnn.so.8: cannot open shared object file: No such file or directory
            """),
        Arguments.of(
            "library-mismatch",
            "[E] [TRT] 1: [stdArchiveReader.cpp::StdArchiveReader::42] Error Code 1: Serialization"
                + " (Serialization assertion stdVersionRead == serializationVersion failed.Version tag"
                + " does not match. Note: Current Version: 213, Serialized Engine Version: 205)\n"),
        Arguments.of(
            "removed-api",
            """
            [11/22/2026-19:02:11] [E] Unknown option: --int8\s
            === Model Options ===
            """),
        Arguments.of(
            "removed-api",
            """
            calibrator.h:14:44: error: 'IInt8EntropyCalibrator2' is not a member of 'nvinfer1'
               14 | class Calibrator : public nvinfer1::IInt8EntropyCalibrator2 {
            make: *** [Makefile:12: build] Error 1
            """),
        Arguments.of(
            "unsupported-operator",
            """
            [05/02/2024-13:11:13] [I] [TRT] No importer registered for op: NonMaxFoo. Attempting to import as plugin.
            [05/02/2024-13:11:13] [I] [TRT] Searching for plugin: NonMaxFoo, plugin_version: 1, plugin_namespace:\s
            [05/02/2024-13:11:13] [E] [TRT] 3: getPluginCreator could not find plugin: NonMaxFoo version: 1
            [05/02/2024-13:11:13] [E] [TRT] ModelImporter.cpp:768: While parsing node number 7 [NonMaxFoo -> "out"]:
            [05/02/2024-13:11:13] [E] Failed to parse onnx file
            """),
        Arguments.of(
            "out-of-memory",
            """
            [I] Building engine with configuration:
            [E] 2: [virtualMemoryBuffer.cpp::resizePhysical::145] Error Code 2: OutOfMemory (no further information)
            [W] Requested amount of GPU memory (68719476736 bytes) could not be allocated. There may not be enough free memory for allocation to succeed.
            [E] 10: [optimizer.cpp::computeCosts::3728] Error Code 10: Internal Error (Could not find any implementation for node {ForeignNode[a...b]}.)
            [!] Invalid Engine. Please ensure the engine was built correctly
            """),
        Arguments.of(
            "out-of-memory",
            """
            [12/01/2023-10:00:00] [I] [TRT] Local timing cache in use.
            terminate called after throwing an instance of 'std::bad_alloc'
              what():  std::bad_alloc
            Aborted (core dumped)
            """),
        Arguments.of(
            "constraint-ignored",
            """
            &&&& RUNNING TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=m.onnx --int8 --layerPrecisions=a:fp16
            [05/02/2024-13:11:13] [W] --layerPrecision/--layerOutputTypes flags have no effect when --precisionConstraints flag is set to "none".
            [05/02/2024-13:11:13] [I] === Model Options ===
            &&&& PASSED TensorRT.trtexec [TensorRT v8601] # trtexec --onnx=m.onnx
            """),
        Arguments.of(
            "strongly-typed-conflict",
            """
            &&&& RUNNING TensorRT.trtexec [TensorRT v100600] # trtexec --onnx=m.onnx --int8 --stronglyTyped
            [05/02/2024-13:11:13] [W] Invalid usage, setting int8 mode is not allowed if graph is strongly typed. Disabling BuilderFlag::kINT8.
            &&&& PASSED TensorRT.trtexec [TensorRT v100600] # trtexec
            """),
        Arguments.of(
            "builder-resource-altered",
            "[11/22/2026-19:02:11] [TRT] [E] 2: [builder.cpp::createCaskKernelLibraryImpl::137] Error Code"
                + " 2: Internal Error (Assertion validateCaskKLibDigest(sha256sum) failed. )\n"),
        Arguments.of(
            "no-optimization-profile",
            "2.5 kERROR 4: [network.cpp::validate::2919] Error Code 4: Internal Error (Network has dynamic"
                + " or shape inputs, but no optimization profile has been defined.)\n"),
        Arguments.of( // as the logger of the guide to verbose logs writes it
            "asymmetric-zero-point",
            "[TRT] [I] Parsing\n[TRT] [E] In function QuantDequantLinearHelper: [6] Assertion failed:"
                + " shiftIsAllZeros(zeroPoint)\n"),
        Arguments.of(
            "dla-fallback",
            "[05/02/2024-13:11:13] [E] [TRT] 4: [network.cpp::validate::2871] Error Code 4: Internal Error"
                + " (DLA: Default DLA is enabled but layer Resize_3 is not supported on DLA and falling"
                + " back to GPU is not enabled.)\n"),
        Arguments.of(
            "qdq-misplaced",
            "ERROR: 2: [optimizer.cpp::filterQDQFormats::4670] Error Code 2: Internal Error (Assertion"
                + " !n->candidateRequirements.empty() failed. All of the candidates were removed, which"
                + " points to the node being incorrectly marked as an int8 node.)\n"));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void theCauseIsFoundAsToolsPrintIt(String cause, String text) {
    assertThat(faults(text)).extracting(Finding::cause).contains(cause);
    assertThat(faults(text).stream().filter(f -> f.cause().equals(cause)))
        .allSatisfy(finding -> assertThat(finding.evidence()).isNotEmpty());
  }

  private static List<Finding> faults(String text) {
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "log", builds::add);
    return builds.stream()
        .map(
            build ->
                new CaseInputs(
                    Optional.of(build),
                    BuildSettings.unknown(),
                    Optional.empty(),
                    Optional.empty()))
        .flatMap(inputs -> Catalogue.all().stream().flatMap(c -> c.examine(inputs).stream()))
        .filter(finding -> finding.effect() != Effect.NOTES)
        .toList();
  }
}
