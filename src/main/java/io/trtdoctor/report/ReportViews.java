package io.trtdoctor.report;

import io.trtdoctor.escape.CommandLine;
import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.report.ReportView.BuildView;
import io.trtdoctor.report.ReportView.FactView;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.InputView;
import io.trtdoctor.report.ReportView.PhaseView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SettingView;
import io.trtdoctor.report.ReportView.TensorView;
import io.trtdoctor.report.ReportView.TensorsView;
import io.trtdoctor.report.ReportView.TraceView;
import io.trtdoctor.report.ReportView.VerdictView;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts a case into words. */
public final class ReportViews {
  private static final int MOST_TRACES = 4;
  private static final int FIRST_SUBJECTS = 1;
  private static final int MOST_TENSORS = 60;
  private static final int MOST_CONSTRAINT_ROWS = 60;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final CaseReport report;
  private final Diagnosis diagnosis;
  private final BuildDiagnosis build;
  private final Texts texts;
  private final FindingViews findings;

  private ReportViews(CaseReport report) {
    this.report = report;
    this.diagnosis = report.diagnosis();
    this.build = report.worstBuild();
    this.texts = report.texts();
    this.findings = new FindingViews(texts, report.excerpts());
  }

  /** The report in words. */
  public static ReportView of(CaseReport report) {
    return new ReportViews(report).view();
  }

  private ReportView view() {
    Optional<Finding> primary = primary();
    List<Finding> others = new ArrayList<>(diagnosis.findings());
    primary.ifPresent(others::remove);
    List<SettingRows.Row> settings = SettingRows.of(diagnosis.settings());
    return new ReportView(
        htmlLanguage(report.language()),
        subject(),
        TIME.format(report.createdAt()),
        verdict(primary),
        primary.map(finding -> findings.of("cause", finding)).stream().toList(),
        otherFindings(others),
        phases(),
        traces(),
        Math.max(0, build.traces().size() - MOST_TRACES),
        tensors(),
        diagnosis.builds().stream().map(this::build).toList(),
        settings.stream().limit(MOST_CONSTRAINT_ROWS).map(ReportViews::setting).toList(),
        notUnderstood(),
        versions(),
        diagnosis.inputs().stream().map(this::input).toList(),
        Printable.of(CommandLine.of(report.command())),
        notes(settings.size()),
        experiment(),
        diagnosis.prediction().map(known -> PredictionView.of(known, texts)).stream().toList());
  }

  private List<ExperimentView> experiment() {
    return diagnosis.experiment().isEmpty()
        ? List.of()
        : List.of(new ExperimentViews(diagnosis.experiment(), texts, findings).view());
  }

  private Optional<Finding> primary() {
    return diagnosis
        .verdict()
        .cause()
        .flatMap(
            cause ->
                diagnosis.findings().stream().filter(f -> f.cause().equals(cause)).findFirst());
  }

  private List<FindingView> otherFindings(List<Finding> others) {
    return IntStream.range(0, others.size())
        .mapToObj(i -> findings.of("finding-" + (i + 1), others.get(i)))
        .toList();
  }

  private static String htmlLanguage(Language language) {
    return switch (language) {
      case EN -> "en";
      case ZH -> "zh-CN";
    };
  }

  private String subject() {
    return List.of("model", "log", "cache").stream()
        .flatMap(role -> diagnosis.inputs().stream().filter(i -> i.role().equals(role)))
        .findFirst()
        .map(input -> Printable.line(fileName(input.name())))
        .orElse("");
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private VerdictView verdict(Optional<Finding> primary) {
    Verdict verdict = diagnosis.verdict();
    String status = verdict.status().tag();
    List<Subject> subjects = primary.map(Finding::subjects).orElse(List.of());
    Optional<RemedyView> fallback =
        new FallbackViews(diagnosis.experiment(), texts, findings).first();
    return new VerdictView(
        status,
        texts.text("report.status." + status),
        verdict.cause().orElse(""),
        verdict.cause().map(findings::title).orElseGet(() -> texts.text("report.title." + status)),
        verdict.certainty().map(c -> c.tag()).orElse(""),
        verdict.certainty().map(findings::certaintyLabel).orElse(""),
        verdict.certainty().map(findings::certaintyMeaning).orElse(""),
        findings.render(verdict.summary()),
        subjects.stream().limit(FIRST_SUBJECTS).map(findings::subject).toList(),
        Math.max(0, subjects.size() - FIRST_SUBJECTS),
        subjects.stream().findFirst().filter(ReportViews::isNodeOfItsName).isPresent(),
        fallback
            .or(() -> primary.flatMap(finding -> findings.firstRemedy("first", finding)))
            .stream()
            .toList(),
        fallback.isPresent(),
        primary.map(findings::proof).orElse(List.of()));
  }

  private static boolean isNodeOfItsName(Subject subject) {
    return subject.onnxNode().filter(subject.name()::equals).isPresent();
  }

  private List<PhaseView> phases() {
    double longest =
        build.phases().stream()
            .flatMapToDouble(phase -> phase.seconds().stream())
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return build.phases().stream().map(phase -> phase(phase, longest)).toList();
  }

  private PhaseView phase(PhaseSpan phase, double longest) {
    boolean timed = phase.seconds().isPresent() && Double.isFinite(phase.seconds().getAsDouble());
    double seconds = phase.seconds().orElse(0);
    return new PhaseView(
        texts
            .pattern("report.phase." + phase.phase())
            .orElseGet(() -> Printable.line(phase.phase())),
        phase.line() > 0 ? Long.toString(phase.line()) : "",
        timed ? Numbers.seconds(seconds) : "",
        timed && longest > 0 ? (int) Math.ceil(100 * seconds / longest) : -1,
        phase.finished(),
        phase.note().map(findings::render).orElse(""));
  }

  private List<TraceView> traces() {
    List<ScaleTrace> traces = build.traces();
    return IntStream.range(0, Math.min(traces.size(), MOST_TRACES))
        .mapToObj(i -> TraceDrawing.of("trace-" + (i + 1), traces.get(i), build, texts))
        .toList();
  }

  private TensorsView tensors() {
    Set<TensorName> concerned = concerned();
    TensorTable table = new TensorTable(diagnosis, build);
    List<TensorView> rows =
        concerned.stream()
            .limit(MOST_TENSORS)
            .map(name -> tensor(table.row(name), table.hasCache()))
            .toList();
    return new TensorsView(
        rows,
        concerned.size() - rows.size(),
        texts.text(
            "report.tensors.counts",
            build.scales().size(),
            build.missingScales().size(),
            build.needNoScale().size()),
        rows.stream().anyMatch(row -> !row.scale().isEmpty()),
        table.hasCache());
  }

  private Set<TensorName> concerned() {
    Set<TensorName> concerned = new LinkedHashSet<>();
    diagnosis.findings().stream()
        .flatMap(finding -> finding.subjects().stream())
        .filter(subject -> subject.kind() == Subject.Kind.TENSOR)
        .forEach(subject -> concerned.add(TensorName.of(subject.name())));
    build.traces().stream()
        .flatMap(trace -> trace.steps().stream())
        .forEach(
            step -> {
              if (step instanceof ScaleTrace.TensorStep tensor) {
                concerned.add(tensor.name());
              }
            });
    build.missingScales().stream()
        .filter(tensor -> !build.needNoScale().contains(tensor))
        .forEach(concerned::add);
    return concerned;
  }

  private TensorView tensor(TensorTable.Row row, boolean hasCache) {
    return new TensorView(
        Printable.line(row.name().value()),
        row.producer().map(l -> Printable.line(l.operator() + " " + l.name().value())).orElse(""),
        row.type(),
        row.shape(),
        row.scale().map(Numbers::scale).orElse(""),
        row.scale().map(Numbers::range).orElse(""),
        hasCache ? cached(row) : "",
        state(row),
        lacksScale(row));
  }

  private String cached(TensorTable.Row row) {
    return row.cached()
        .map(CalibrationCache.Entry::line)
        .map(line -> texts.text("report.line", line))
        .orElseGet(() -> texts.text("report.no"));
  }

  private String state(TensorTable.Row row) {
    if (lacksScale(row)) {
      return texts.text("report.tensors.missing");
    }
    if (row.scale().isPresent()) {
      return texts.text(
          row.scale().get().isUsable() ? "report.tensors.has-scale" : "report.tensors.unusable");
    }
    return texts.text(needsNone(row) ? "report.tensors.needs-none" : "report.tensors.not-seen");
  }

  private boolean lacksScale(TensorTable.Row row) {
    return row.missing() && !build.needNoScale().contains(row.name());
  }

  private boolean needsNone(TensorTable.Row row) {
    return build.needNoScale().contains(row.name())
        || row.tensor().filter(tensor -> tensor.kind() == Tensor.Kind.CONSTANT).isPresent()
        || build.traces().stream()
            .flatMap(trace -> trace.steps().stream())
            .anyMatch(
                step ->
                    step instanceof ScaleTrace.TensorStep tensor
                        && tensor.name().equals(row.name())
                        && !tensor.shouldHaveScale());
  }

  private BuildView build(BuildDiagnosis other) {
    Verdict verdict = other.verdict();
    String status = verdict.status().tag();
    return new BuildView(
        Printable.line(other.log()),
        other.log().isEmpty() ? "" : other.firstLine() + "–" + other.lastLine(),
        other.tensorRtVersion().map(Printable::line).orElse(""),
        status,
        verdict.cause().map(findings::title).orElseGet(() -> texts.text("report.status." + status)),
        findings.render(verdict.summary()),
        other.equals(build));
  }

  private static SettingView setting(SettingRows.Row row) {
    return new SettingView(
        Printable.line(row.option()), Printable.line(row.value()), Printable.line(row.origin()));
  }

  private List<String> notUnderstood() {
    return diagnosis.settings().notUnderstood().stream().map(Printable::line).toList();
  }

  private List<FactView> versions() {
    List<FactView> facts = new ArrayList<>();
    build
        .tensorRtVersion()
        .ifPresent(version -> facts.add(new FactView("TensorRT", Printable.line(version))));
    diagnosis
        .network()
        .map(network -> network.producer())
        .filter(producer -> !producer.isEmpty())
        .ifPresent(
            producer ->
                facts.add(
                    new FactView(
                        texts.text("report.versions.exporter"), Printable.line(producer))));
    facts.add(new FactView("trt-doctor", report.versions().trtDoctor()));
    facts.add(new FactView("Java", report.versions().java()));
    facts.add(new FactView(texts.text("report.versions.system"), report.versions().system()));
    return facts;
  }

  private InputView input(Diagnosis.InputFile input) {
    return new InputView(
        texts.pattern("report.role." + input.role()).orElseGet(() -> Printable.line(input.role())),
        Printable.line(input.name()),
        Numbers.bytes(input.bytes()),
        input.sha256());
  }

  private List<String> notes(int settings) {
    List<String> notes = new ArrayList<>();
    diagnosis.notes().stream().map(findings::render).forEach(notes::add);
    if (settings > MOST_CONSTRAINT_ROWS) {
      notes.add(texts.text("report.settings.more", settings - MOST_CONSTRAINT_ROWS));
    }
    return notes;
  }
}
