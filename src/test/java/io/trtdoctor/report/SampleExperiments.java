package io.trtdoctor.report;

import io.trtdoctor.diagnosis.ProvedCase;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.Experiment;
import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.finding.FallbackBuild.Difference;
import io.trtdoctor.finding.FallbackBuild.Lift;
import io.trtdoctor.finding.IsolationSummary;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.ProbeSummary.Answer;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Experiments made by hand that look like those of real cases. */
public final class SampleExperiments {
  public static final String LAYER = "/stem/res0/main/depth_conv/conv/Conv";
  private static final Message BATCHES = Message.of("experiment.factor.batches");
  private static final Message CONSTRAINTS = Message.of("experiment.factor.constraints");
  private static final Message NONE = Message.of("experiment.batches.none");
  private static final Message TWO = Message.of("experiment.batches.files", 2);

  private SampleExperiments() {}

  /** That no batch was handed over is proved, and all that searches can find was found besides. */
  public static CaseReport proved(Language language) {
    return with(SampleDiagnoses.noBatches(language), rich(LAYER));
  }

  /** The same with a layer whose name tries to be HTML. */
  public static CaseReport hostile(Language language) {
    return named(language, SampleDiagnoses.HOSTILE);
  }

  /** The same with a name of one's own for layers and tensors, and wherever else one can stand. */
  public static CaseReport named(Language language, String name) {
    return with(SampleDiagnoses.noBatches(language, name), rich(name));
  }

  /** What the user sees does not come up here. */
  public static CaseReport notReproduced(Language language) {
    Message note =
        Message.of(
            "experiment.note.not-reproduced",
            Message.of("experiment.symptom.message", "_Map_base::at"));
    return with(
        SampleDiagnoses.undetermined(language),
        new Experiment(
            List.of(probe(1, Answer.PASSES, List.of())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(note)));
  }

  /** A fallback with a file of so many characters. */
  static CaseReport withLongExport(Language language, int length) {
    FallbackBuild build = fallback("fp16", true, "x".repeat(length), 0.01);
    return with(
        SampleDiagnoses.noBatches(language),
        new Experiment(
            rich(LAYER).probes(), List.of(), List.of(), List.of(), List.of(build), List.of()));
  }

  static CaseReport with(CaseReport report, Experiment experiment) {
    Diagnosis diagnosis = ProvedCase.of(report.diagnosis(), experiment);
    return new CaseReport(
        diagnosis,
        report.language(),
        report.command(),
        report.versions(),
        report.createdAt(),
        report.excerpts(),
        report.ownBuild(),
        report.log());
  }

  private static Experiment rich(String layer) {
    return new Experiment(
        List.of(
            probe(1, Answer.FAILS, List.of()),
            probe(2, Answer.FAILS, List.of(Message.of("experiment.setting", BATCHES, NONE))),
            probe(3, Answer.PASSES, List.of(Message.of("experiment.setting", BATCHES, TWO))),
            probe(4, Answer.FAILS, List.of(Message.of("experiment.setting.only", layer))),
            probe(5, Answer.UNRESOLVED, List.of(Message.of("experiment.setting.all"))),
            probe(6, Answer.PASSES, List.of(Message.of("experiment.fallback.fp16")))),
        List.of(new Proof(Optional.of("calibrator-no-batches"), BATCHES, NONE, TWO, 1, 3, 2)),
        List.of(new Exoneration(CONSTRAINTS, 2)),
        List.of(
            isolation("factors", "independent", List.of(List.of(setting("batches")))),
            isolation("factors", "joint", List.of(List.of(setting("cache"), setting("data")))),
            isolation("layers", "independent", List.of(List.of(layer(layer)), List.of(layer("b")))),
            unfinished(layer),
            isolation("mending-entries", "independent", List.of(List.of(entry("m0"))))),
        List.of(
            fallback("let-go", true, layer, Double.NaN),
            fallback("fp16", true, layer, 0.01),
            fallback("prefer", false, layer, 0.5),
            fallback(FallbackBuild.ALL_FP16, true, layer, 0),
            fallback(FallbackBuild.ALL_INT8, true, layer, Double.POSITIVE_INFINITY)),
        List.of(Message.of("experiment.note.interrupted")));
  }

  static ProbeSummary probe(int number, Answer answer, List<Message> settings) {
    return new ProbeSummary(
        number,
        "cd".repeat(32),
        Message.of("experiment.asks.as-given"),
        settings,
        answer,
        answer == Answer.FAILS
            ? Message.of("experiment.outcome.failed", "1: Unexpected exception _Map_base::at")
            : Message.of("experiment.outcome.built"),
        List.of(
            new Evidence("probe " + number, 5338, "Starting Calibration."),
            new Evidence("probe " + number, 5341, "1: Unexpected exception _Map_base::at")),
        7.5,
        number == 6);
  }

  static IsolationSummary isolation(String over, String shape, List<List<Subject>> culprits) {
    return new IsolationSummary(
        over, 9, shape, culprits, List.of(), List.of(2, 3), true, false, true, 1, Optional.empty());
  }

  private static IsolationSummary unfinished(String layer) {
    return new IsolationSummary(
        "outputs",
        9,
        "joint",
        List.of(List.of(layer("c"), layer("d"))),
        List.of(layer(layer)),
        List.of(4, 5),
        false,
        true,
        false,
        0.98,
        Optional.of(Message.of("experiment.asks.layers", 3, 9)));
  }

  static FallbackBuild fallback(String id, boolean verified, String layer, double relativeL2) {
    boolean comparison = FallbackBuild.isComparison(id);
    return new FallbackBuild(
        id,
        Message.of("experiment.fallback." + id),
        verified,
        comparison ? List.of() : List.of(new Lift(layer(layer), "fp16")),
        OptionalInt.of(id.length()),
        OptionalInt.of(20),
        OptionalDouble.of(id.length() / 10.0),
        Optional.of(new Difference(relativeL2, relativeL2, 1, OptionalDouble.empty(), 4)),
        6,
        comparison || !verified
            ? Map.of()
            : Map.of("trtexec.sh", "trtexec --onnx='" + layer + "'\n"),
        comparison || !verified ? List.of() : List.of(Message.of("fallback.trtexec-ranges", 3)));
  }

  static Subject layer(String name) {
    return new Subject(Subject.Kind.LAYER, name, Optional.of(name));
  }

  private static Subject setting(String id) {
    return Subject.of(Subject.Kind.SETTING, id);
  }

  private static Subject entry(String name) {
    return Subject.of(Subject.Kind.CACHE_ENTRY, name);
  }
}
