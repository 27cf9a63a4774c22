package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Cases made by hand that look like those of real builds. */
public final class SampleDiagnoses {
  public static final String HOSTILE = "<script>alert(1)</script>";
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T22:30:05Z"), ZoneOffset.UTC);
  public static final Versions VERSIONS =
      new Versions("0.1.0", "17.0.12 (Eclipse Adoptium)", "Linux 6.1.0 amd64");

  private static final String LOG = "/home/alice/builds/effvit-int8.log";
  private static final String MODEL = "/home/alice/models/efficientvit_b0.onnx";
  private static final String CONCAT =
      "/stages/stages.2/blocks/blocks.1/context_module/main/Concat";
  private static final String DEPTHWISE = "/stem/res0/main/depth_conv/conv/Conv";
  private static final PrecisionConstraint CONV_INT8 =
      new PrecisionConstraint(
          PrecisionConstraint.Target.OPERATOR_TYPE,
          "Conv",
          Optional.of(DataType.INT8),
          List.of(),
          "--layer-type-precision CONVOLUTION=int8");

  private SampleDiagnoses() {}

  /** The calibrator handed over no batch; the build dies at the first copied scale. */
  public static CaseReport noBatches(Language language) {
    return noBatches(language, CONCAT + "_output_0");
  }

  /** The same with every name replaced by one that tries to be HTML. */
  public static CaseReport hostile(Language language) {
    return noBatches(language, HOSTILE);
  }

  /** The same with another name of the tensor and whatever else is named after it. */
  public static CaseReport noBatches(Language language, String tensor) {
    Finding finding = noBatchesFinding(tensor);
    Verdict verdict = named(finding);
    TensorName asked = TensorName.of(tensor);
    BuildDiagnosis build =
        new BuildDiagnosis(
            LOG,
            1,
            5299,
            Optional.of("8.6.1"),
            verdict,
            List.of(finding, emptyCacheFinding()),
            List.of(
                phase("parsing", 6, 0.109, true),
                phase("graph-optimization", 2412, 0.0421, true),
                phase("tactic-timing", 3120, 3.412, true),
                phase("engine-generation", 3122, 3.63231, true),
                new PhaseSpan(
                    "calibration",
                    5296,
                    OptionalDouble.of(7.358e-06),
                    true,
                    Optional.of(Message.of("sample.no-batches-note"))),
                new PhaseSpan(
                    "scale-assignment", 5298, OptionalDouble.empty(), false, Optional.empty())),
            List.of(trace(asked)),
            Map.of(),
            Set.of(),
            Set.of());
    return report(
        new Diagnosis(
                verdict,
                List.of(build),
                build.findings(),
                settings(ConstraintMode.PREFER),
                Optional.of(network(tensor)),
                Optional.empty(),
                inputs(),
                List.of())
            .with(Optional.of(SamplePredictions.of("/home/alice/samples", tensor))),
        language,
        List.of(
            new Excerpt(
                LOG,
                5293,
                List.of(
                    "13.698104 kINFO [MemUsageChange] TensorRT-managed allocation in"
                        + " IExecutionContext creation: CPU +0, GPU +5, now: CPU 0, GPU 19 (MiB)",
                    "13.698122 kVERBOSE CUDA lazy loading is enabled.",
                    "13.698126 kVERBOSE Calculating Maxima",
                    "13.698160 kINFO Starting Calibration.",
                    "13.699765 kINFO   Post Processing Calibration data in 7.358e-06 seconds.",
                    copyLine(tensor),
                    "13.723071 kERROR 1: Unexpected exception _Map_base::at"),
                Set.of(5296L, 5297L))));
  }

  /** The same in a network of a thousand layers, one after the other. */
  public static CaseReport inALongNetwork(Language language) {
    CaseReport report = noBatches(language);
    Diagnosis told = report.diagnosis();
    return report(
        new Diagnosis(
            told.verdict(),
            told.builds(),
            told.findings(),
            told.settings(),
            Optional.of(chain(1000, CONCAT + "_output_0")),
            Optional.empty(),
            told.inputs(),
            List.of()),
        language,
        report.excerpts());
  }

  private static String copyLine(String tensor) {
    return "13.709434 kVERBOSE Assigning tensor scales: " + tensor + " using " + tensor + " [";
  }

  private static Finding noBatchesFinding(String tensor) {
    return new Finding(
        "calibrator-no-batches",
        Certainty.EVIDENT,
        Finding.Effect.BREAKS,
        Message.of("sample.no-batches"),
        List.of(
            Message.of("sample.no-batches-why-1"),
            Message.of("sample.no-batches-why-2"),
            Message.of("sample.no-batches-why-3")),
        List.of(
            new Evidence(LOG, 5296, "Starting Calibration."),
            new Evidence(LOG, 5297, "  Post Processing Calibration data in 7.358e-06 seconds.")),
        List.of(),
        List.of(
            new Subject(Subject.Kind.TENSOR, tensor, Optional.of(CONCAT)),
            Subject.of(Subject.Kind.BATCH, "0")),
        List.of(feedBatches(), twoPhase()),
        List.of(Message.of("sample.no-batches-settle")),
        List.of(
            new Evidence(LOG, 5298, copyLine(tensor)),
            new Evidence(LOG, 5299, "1: Unexpected exception _Map_base::at")));
  }

  private static Remedy feedBatches() {
    Map<Remedy.Tool, String> snippets = new LinkedHashMap<>();
    snippets.put(
        Remedy.Tool.PYTHON,
        """
        class Calibrator(trt.IInt8EntropyCalibrator2):
            def get_batch(self, names):
                batch = next(self.batches, None)
                if batch is None:
                    return None            # only after the last batch
                cuda.memcpy_htod(self.device_input, np.ascontiguousarray(batch))
                return [int(self.device_input)]
        """);
    snippets.put(
        Remedy.Tool.CPP,
        """
        bool getBatch(void* bindings[], char const* names[], int32_t nbBindings) noexcept override {
          if (!mStream.next()) return false;   // only after the last batch
          cudaMemcpy(mDevice, mStream.batch(), mBytes, cudaMemcpyHostToDevice);
          bindings[0] = mDevice;
          return true;
        }
        """);
    snippets.put(
        Remedy.Tool.POLYGRAPHY,
        "polygraphy convert model.onnx --int8 --data-loader-script data.py"
            + " --calibration-cache calib.cache -o model.plan");
    return new Remedy("feed-batches", Message.of("sample.remedy-feed"), snippets);
  }

  private static Remedy twoPhase() {
    return new Remedy(
        "two-phase-calibration",
        Message.of("sample.remedy-two-phase"),
        Map.of(
            Remedy.Tool.TRTEXEC,
            """
            # 1: calibrate everything to a cache
            trtexec --onnx=model.onnx --int8 --calib=calib.cache
            # 2: constraints on top of that cache
            trtexec --onnx=model.onnx --int8 --calib=calib.cache --precisionConstraints=prefer \\
              --layerPrecisions=*:int8
            """));
  }

  private static Finding emptyCacheFinding() {
    return new Finding(
        "calibration-cache-empty",
        Certainty.POSSIBLE,
        Finding.Effect.BREAKS,
        Message.of("sample.empty-cache"),
        List.of(Message.of("sample.empty-cache-why")),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Remedy("delete-cache", Message.of("sample.remedy-delete-cache"), Map.of())),
        List.of(Message.of("sample.empty-cache-settle")),
        List.of());
  }

  /** OBEY and a depthwise convolution that has no INT8 kernel. */
  public static CaseReport constraintWithoutKernel(Language language) {
    String message = "No supported formats for " + DEPTHWISE;
    Finding finding =
        new Finding(
            "constraint-without-kernel",
            Certainty.EVIDENT,
            Finding.Effect.BREAKS,
            Message.of("sample.no-kernel", DEPTHWISE),
            List.of(Message.of("sample.no-kernel-why-1"), Message.of("sample.no-kernel-why-2")),
            List.of(
                new Evidence(
                    LOG, 3735, "2: Assertion !n->candidateRequirements.empty() failed. " + message),
                new Evidence("--precision-constraints", 0, "obey, and INT8 asked of CONVOLUTION")),
            List.of(new Evidence("recordings", 0, "14 of 19 grouped convolutions obey INT8")),
            List.of(new Subject(Subject.Kind.LAYER, DEPTHWISE, Optional.of(DEPTHWISE))),
            List.of(preferInstead(), twoPhase()),
            List.of(),
            List.of(
                new Evidence(
                    LOG,
                    3736,
                    "2: [optimizer.cpp::getFormatRequirements::3154] Error Code 2: Internal Error"
                        + " (Assertion !n->candidateRequirements.empty() failed. "
                        + message
                        + ")")));
    Verdict verdict = named(finding);
    BuildDiagnosis healthy =
        new BuildDiagnosis(
            LOG,
            1,
            2400,
            Optional.of("8.6.1"),
            verdict(Verdict.Status.HEALTHY),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Set.of());
    Map<TensorName, Scale> scales = new LinkedHashMap<>();
    scales.put(TensorName.of("input"), Scale.ofBits(0x3d120d2f));
    scales.put(TensorName.of("/stem/act0"), Scale.of(0.0213f));
    BuildDiagnosis build =
        new BuildDiagnosis(
            LOG,
            2401,
            3736,
            Optional.of("8.6.1"),
            verdict,
            List.of(finding),
            List.of(
                phase("parsing", 2410, 0.104, true),
                phase("graph-optimization", 2512, 0.0387, true),
                new PhaseSpan(
                    "tactic-timing", 3734, OptionalDouble.empty(), false, Optional.empty())),
            List.of(),
            scales,
            new LinkedHashSet<>(List.of(TensorName.of(DEPTHWISE + "_output_0"))),
            Set.of(DEPTHWISE, "/stem/in_conv/Conv + PWN(/stem/act)"));
    return report(
        new Diagnosis(
            verdict,
            List.of(healthy, build),
            List.of(finding),
            settings(ConstraintMode.OBEY),
            Optional.of(network(CONCAT + "_output_0")),
            Optional.of(cache()),
            inputs(),
            List.of(Message.of("sample.note"))),
        language,
        List.of());
  }

  private static Remedy preferInstead() {
    return new Remedy(
        "lift-constraint",
        Message.of("sample.remedy-lift"),
        Map.of(
            Remedy.Tool.TRTEXEC,
            "trtexec --onnx=model.onnx --int8 --calib=calib.cache --precisionConstraints=prefer",
            Remedy.Tool.PYTHON,
            "config.clear_flag(trt.BuilderFlag.OBEY_PRECISION_CONSTRAINTS)\n"
                + "config.set_flag(trt.BuilderFlag.PREFER_PRECISION_CONSTRAINTS)",
            Remedy.Tool.CPP,
            "config->clearFlag(BuilderFlag::kOBEY_PRECISION_CONSTRAINTS);\n"
                + "config->setFlag(BuilderFlag::kPREFER_PRECISION_CONSTRAINTS);"));
  }

  /** An engine came out and kept its INT8. */
  public static CaseReport healthy(Language language) {
    Verdict verdict = verdict(Verdict.Status.HEALTHY);
    Map<TensorName, Scale> scales = new LinkedHashMap<>();
    scales.put(TensorName.of("input"), Scale.ofBits(0x3d120d2f));
    BuildDiagnosis build =
        new BuildDiagnosis(
            LOG,
            1,
            15213,
            Optional.of("8.6.1"),
            verdict,
            List.of(),
            List.of(
                phase("parsing", 6, 0.11, true),
                phase("graph-optimization", 2412, 0.043, true),
                new PhaseSpan(
                    "calibration-post-processing",
                    5296,
                    OptionalDouble.of(19.2),
                    true,
                    Optional.empty()),
                phase("engine-generation", 9001, 41.7, true)),
            List.of(),
            scales,
            Set.of(),
            Set.of());
    return report(
        new Diagnosis(
            verdict,
            List.of(build),
            List.of(),
            BuildSettings.unknown(),
            Optional.empty(),
            Optional.empty(),
            inputs().subList(1, 2),
            List.of()),
        language,
        List.of());
  }

  /** A log that breaks off; two causes fit. */
  public static CaseReport undetermined(Language language) {
    Verdict verdict = verdict(Verdict.Status.UNDETERMINED);
    BuildDiagnosis build =
        new BuildDiagnosis(
            LOG,
            1,
            80,
            Optional.empty(),
            verdict,
            List.of(emptyCacheFinding()),
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Set.of());
    return report(
        new Diagnosis(
            verdict,
            List.of(build),
            build.findings(),
            BuildSettings.unknown(),
            Optional.empty(),
            Optional.empty(),
            inputs().subList(1, 2),
            List.of()),
        language,
        List.of());
  }

  private static CaseReport report(Diagnosis diagnosis, Language language, List<Excerpt> excerpts) {
    return CaseReport.of(
        diagnosis,
        language,
        List.of("trt-doctor", "diagnose", MODEL, "--log", LOG, "--int8", "--out", "my cases"),
        VERSIONS,
        excerpts,
        CLOCK);
  }

  private static Verdict named(Finding finding) {
    return new Verdict(
        Verdict.Status.CAUSE_NAMED,
        Optional.of(finding.cause()),
        Optional.of(finding.certainty()),
        finding.summary());
  }

  private static Verdict verdict(Verdict.Status status) {
    return new Verdict(
        status, Optional.empty(), Optional.empty(), Message.of("sample." + status.tag()));
  }

  private static PhaseSpan phase(String phase, long line, double seconds, boolean finished) {
    return new PhaseSpan(phase, line, OptionalDouble.of(seconds), finished, Optional.empty());
  }

  private static List<Diagnosis.InputFile> inputs() {
    return List.of(
        new Diagnosis.InputFile("model", MODEL, 13_650_000, "ab".repeat(32)),
        new Diagnosis.InputFile("log", LOG, 669_178, "0f".repeat(32)));
  }

  private static BuildSettings settings(ConstraintMode mode) {
    return new BuildSettings(
        Set.of(BuilderFlag.INT8, BuilderFlag.FP16),
        Optional.of(mode),
        List.of(CONV_INT8),
        Optional.of(CalibrationAlgorithm.ENTROPY_2),
        Optional.of("C:\\Users\\Alice Smith\\calib.cache"),
        Map.of("input", List.of(1, 3, 224, 224)),
        Map.of(),
        Map.of(),
        Optional.of(1L << 32),
        Map.of("--int8", "--int8", "--fp16", LOG + ":12", "--calibrator", "--like"),
        List.of("--dumpProfile"));
  }

  private static CalibrationCache cache() {
    return new CalibrationCache(
        "TRT-8601-EntropyCalibration2",
        Optional.empty(),
        Optional.of(CalibrationAlgorithm.ENTROPY_2),
        List.of(
            new CalibrationCache.Entry(
                2, TensorName.of("input"), Scale.ofBits(0x3d120d2f), "3d120d2f"),
            new CalibrationCache.Entry(
                3, TensorName.of("=cmd|' /C calc'!A1"), Scale.of(0.5f), "3f000000")),
        List.of());
  }

  private static Layer layer(int index, String name, String operator, List<String> in, String out) {
    return new Layer(
        index,
        LayerName.of(name),
        operator,
        "",
        in.stream().map(TensorName::of).toList(),
        List.of(TensorName.of(out)),
        Map.of(),
        "");
  }

  private static List<Layer> layers(String tensor) {
    return List.of(
        layer(0, "/stem/in_conv/Conv", "Conv", List.of("input"), "/stem/act0"),
        layer(1, DEPTHWISE, "Conv", List.of("/stem/act0"), DEPTHWISE + "_output_0"),
        layer(2, CONCAT, "Concat", List.of("/stem/act0", DEPTHWISE + "_output_0"), tensor));
  }

  private static Network network(String tensor) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("input", "/stem/act0", DEPTHWISE + "_output_0", tensor)) {
      TensorName key = TensorName.of(name);
      Tensor.Kind kind = name.equals("input") ? Tensor.Kind.INPUT : Tensor.Kind.ACTIVATION;
      tensors.put(
          key, new Tensor(key, DataType.FP32, Optional.of(List.of(-1L, 16L, 112L, 112L)), kind));
    }
    return new Network(
        "efficientvit",
        "pytorch 2.4.0",
        8,
        Map.of("", 17L),
        layers(tensor),
        tensors,
        List.of(TensorName.of("input")),
        List.of(TensorName.of(tensor)),
        13_600_000);
  }

  /** So many layers one after the other, the tensor in the middle with a name. */
  private static Network chain(int length, String middle) {
    List<TensorName> tensors =
        IntStream.rangeClosed(0, length)
            .mapToObj(i -> TensorName.of(i == length / 2 ? middle : "t" + i))
            .toList();
    List<Layer> layers =
        IntStream.range(0, length)
            .mapToObj(i -> relu(i, tensors.get(i), tensors.get(i + 1)))
            .toList();
    return new Network("", "", 8, Map.of(), layers, Map.of(), List.of(), List.of(), 0);
  }

  private static Layer relu(int index, TensorName input, TensorName output) {
    LayerName name = LayerName.of("/body/" + index / 100 + "/relu" + index);
    return new Layer(index, name, "Relu", "", List.of(input), List.of(output), Map.of(), "");
  }

  private static ScaleTrace trace(TensorName asked) {
    List<Layer> layers = layers(asked.value());
    List<ScaleTrace.Step> steps = new ArrayList<>();
    steps.add(tensorStep(asked.value(), true));
    steps.add(new ScaleTrace.LayerStep(layers.get(2), true, Optional.empty()));
    steps.add(tensorStep("/stem/act0", true));
    steps.add(tensorStep(DEPTHWISE + "_output_0", true));
    steps.add(new ScaleTrace.LayerStep(layers.get(1), false, Optional.of(CONV_INT8)));
    steps.add(
        new ScaleTrace.TensorStep(
            TensorName.of("/stem/act0"),
            Optional.of(
                new CalibrationCache.Entry(
                    17, TensorName.of("/stem/act0"), Scale.ofBits(0x3d120d2f), "3d120d2f")),
            true));
    steps.add(new ScaleTrace.LayerStep(layers.get(0), false, Optional.of(CONV_INT8)));
    steps.add(tensorStep("onnx::Conv_802", false));
    return new ScaleTrace(asked, steps);
  }

  private static ScaleTrace.TensorStep tensorStep(String name, boolean shouldHaveScale) {
    return new ScaleTrace.TensorStep(TensorName.of(name), Optional.empty(), shouldHaveScale);
  }
}
