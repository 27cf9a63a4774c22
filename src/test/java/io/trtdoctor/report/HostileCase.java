package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.LayerName;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A case with one name in every place where a name can stand. */
public final class HostileCase {
  private final String name;
  private final TensorName tensor;
  private final Layer layer;

  private HostileCase(String name) {
    this.name = name;
    this.tensor = TensorName.of(name);
    this.layer =
        new Layer(
            0,
            LayerName.of(name),
            name,
            "",
            List.of(TensorName.of("input")),
            List.of(tensor),
            Map.of(),
            "");
  }

  /** The case, with experiments. */
  public static CaseReport of(Language language, String name) {
    HostileCase hostile = new HostileCase(name);
    CaseReport report =
        CaseReport.of(
            hostile.diagnosis(),
            language,
            List.of("trt-doctor", "diagnose", name, "--log", name),
            SampleDiagnoses.VERSIONS,
            List.of(new Excerpt(name, 7, List.of(name, name), Set.of(8L))),
            SampleDiagnoses.CLOCK);
    return SampleExperiments.with(
        report, SampleExperiments.named(language, name).diagnosis().experiment());
  }

  private Diagnosis diagnosis() {
    BuildDiagnosis build = build();
    return new Diagnosis(
            build.verdict(),
            List.of(build, build),
            build.findings(),
            settings(),
            Optional.of(network()),
            Optional.of(cache()),
            List.of(input("model"), input("log"), input("cache"), input(name)),
            List.of(said()))
        .with(Optional.of(SamplePredictions.of(name, name)));
  }

  private BuildDiagnosis build() {
    Finding finding = finding();
    return new BuildDiagnosis(
        name,
        1,
        9,
        Optional.of(name),
        new Verdict(
            Verdict.Status.CAUSE_NAMED,
            Optional.of(finding.cause()),
            Optional.of(finding.certainty()),
            finding.summary()),
        List.of(finding, finding),
        List.of(new PhaseSpan(name, 2, OptionalDouble.of(1), true, Optional.of(said()))),
        List.of(trace()),
        Map.of(tensor, Scale.of(0.5f)),
        Set.of(tensor),
        Set.of(name),
        Map.of(name, name),
        Set.of());
  }

  private Finding finding() {
    return new Finding(
        "calibrator-no-batches",
        Certainty.EVIDENT,
        Finding.Effect.BREAKS,
        said(),
        List.of(said()),
        List.of(new Evidence(name, 8, name), new Evidence(name, 0, name)),
        List.of(new Evidence(name, 9, name)),
        Arrays.stream(Subject.Kind.values())
            .map(kind -> new Subject(kind, name, Optional.of(name + "x")))
            .toList(),
        List.of(new Remedy(name, said(), Map.of(Remedy.Tool.PYTHON, name))),
        List.of(said()),
        List.of(new Evidence(name, 9, name)));
  }

  private Message said() {
    return Message.of("sample.no-kernel", name);
  }

  private InputFile input(String role) {
    return new InputFile(role, name, 1, "ab".repeat(32));
  }

  private BuildSettings settings() {
    return new BuildSettings(
        Set.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(name),
        Map.of(name, List.of(1)),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of("--calib", name, name, name),
        List.of(name));
  }

  private Network network() {
    Tensor shaped = new Tensor(tensor, DataType.FP32, Optional.of(List.of(1L)), Tensor.Kind.OUTPUT);
    return new Network(
        name,
        name,
        8,
        Map.of(name, 17L),
        List.of(layer),
        Map.of(tensor, shaped),
        List.of(),
        List.of(tensor),
        1);
  }

  private CalibrationCache cache() {
    return new CalibrationCache(
        name, Optional.empty(), Optional.empty(), List.of(entry()), List.of());
  }

  private CalibrationCache.Entry entry() {
    return new CalibrationCache.Entry(2, tensor, Scale.of(0.5f), "3f000000");
  }

  private ScaleTrace trace() {
    return new ScaleTrace(
        tensor,
        List.of(
            new ScaleTrace.TensorStep(tensor, Optional.of(entry()), true),
            new ScaleTrace.LayerStep(layer, true, Optional.empty())));
  }
}
