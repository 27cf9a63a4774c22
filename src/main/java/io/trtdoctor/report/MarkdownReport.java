package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SnippetView;
import io.trtdoctor.report.ReportView.TraceView;
import io.trtdoctor.report.ReportView.VerdictView;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The report as the text of a GitHub issue: verdict first, details folded, users masked. */
public final class MarkdownReport implements ReportPage {
  /** GitHub takes issues of up to this many characters. */
  public static final int GITHUB_LIMIT = 65_536;

  private static final int ROOM_FOR_THE_END = 1_000;
  private static final int MOST_FINDINGS = 8;

  private final HomeFolders folders;

  /** Masks the user who runs this JVM besides everybody's home folders. */
  public MarkdownReport() {
    this(HomeFolders.ofThisUser());
  }

  MarkdownReport(HomeFolders folders) {
    this.folders = folders;
  }

  @Override
  public void write(CaseReport report, Writer out) throws IOException {
    out.write(of(report));
    out.flush();
  }

  /** The report in less than {@link #GITHUB_LIMIT} characters; what finds no room is left out. */
  public String of(CaseReport report) {
    Page page = Page.of(report);
    StringBuilder text = new StringBuilder();
    boolean leftOut = false;
    for (Consumer<Markdown> section : page.sections()) {
      Markdown part = new Markdown(folders::mask);
      section.accept(part);
      String written = part.toString();
      if (text.length() + written.length() > GITHUB_LIMIT - ROOM_FOR_THE_END) {
        leftOut = true;
      } else {
        text.append(written);
      }
    }
    Markdown end = new Markdown(folders::mask);
    if (leftOut) {
      end.raw("_").text(report.texts().text("report.md.left-out")).line("_").gap();
    }
    end.raw("_").text(report.texts().text("report.md.footer")).line("_");
    return text.append(end).toString();
  }

  private static void predicted(MarkdownParts.Row row, PredictionView.RowView tensor) {
    row.code(tensor.name());
    row.text(tensor.sqnr());
    row.text(tensor.clipped());
    row.text(tensor.threshold());
    row.text(tensor.scale());
    row.text(tensor.cached());
    row.text((tensor.far() ? "≠ " : "") + tensor.difference());
  }

  /** One report's sections, most important first. */
  private record Page(ReportView view, Texts texts, MarkdownParts parts) {
    static Page of(CaseReport report) {
      Texts texts = report.texts();
      return new Page(ReportViews.of(report), texts, new MarkdownParts(texts));
    }

    List<Consumer<Markdown>> sections() {
      return Stream.of(
              Stream.<Consumer<Markdown>>of(this::verdict),
              view.experiment().stream()
                  .map(found -> new ExperimentMarkdown(found, texts, parts))
                  .flatMap(found -> found.sections().stream()),
              rest())
          .flatMap(sections -> sections)
          .toList();
    }

    private Stream<Consumer<Markdown>> rest() {
      return Stream.of(
          md -> view.primary().forEach(f -> evidence(md, "### ", f)),
          md -> view.primary().forEach(f -> why(md, f)),
          md -> view.primary().forEach(f -> remedies(md, f.remedies())),
          this::others,
          this::traces,
          this::phases,
          md ->
              view.experiment()
                  .forEach(found -> new ExperimentMarkdown(found, texts, parts).probes(md)),
          this::prediction,
          this::tensors,
          this::builds,
          this::settings,
          this::origin);
    }

    private String t(String key, Object... args) {
      return texts.text("report." + key, args);
    }

    private void first(Markdown md, RemedyView remedy) {
      md.raw("**").text(t("h.first")).raw("** ");
      md.text(MarkdownParts.cut(remedy.title())).gap().gap();
    }

    private void verdict(Markdown md) {
      VerdictView verdict = view.verdict();
      md.raw("## trt-doctor: ").text(MarkdownParts.cut(verdict.title())).gap().gap();
      md.raw("**").text(verdict.statusLabel()).raw("**");
      if (!verdict.cause().isEmpty()) {
        md.raw(" · ").code(verdict.cause()).raw(" · ").text(verdict.certaintyLabel());
        md.raw(" (").text(verdict.certaintyMeaning()).raw(")");
      }
      md.gap().gap().text(MarkdownParts.cut(verdict.summary())).gap().gap();
      verdict.first().forEach(remedy -> first(md, remedy));
      view.experiment().stream()
          .flatMap(found -> found.summary().stream())
          .forEach(sentence -> md.raw("- ").text(MarkdownParts.cut(sentence)).gap());
      md.gap();
    }

    private void evidence(Markdown md, String heading, FindingView finding) {
      if (!finding.evidence().isEmpty()) {
        md.line(heading + t("h.evidence")).gap();
        finding.evidence().stream()
            .limit(MarkdownParts.MOST_BLOCKS)
            .forEach(e -> parts.lines(md, e));
      }
    }

    private void why(Markdown md, FindingView finding) {
      parts.list(md, "### " + t("h.why"), finding.reasoning());
      parts.list(md, "### " + t("h.settle"), finding.settledBy());
      parts.folded(md, t("h.against"), finding.against());
      parts.folded(md, t("h.follows"), finding.followedBy());
    }

    private void remedies(Markdown md, List<RemedyView> remedies) {
      if (remedies.isEmpty()) {
        return;
      }
      md.line("### " + t("h.remedies")).gap();
      int number = 1;
      for (RemedyView remedy : remedies) {
        md.raw(number++ + ". ").text(MarkdownParts.cut(remedy.title())).gap();
      }
      md.gap();
      number = 1;
      for (RemedyView remedy : remedies) {
        for (SnippetView snippet : remedy.snippets()) {
          md.fold(number + ". " + snippet.label());
          md.block(language(snippet.tool()), snippet.text());
          md.unfold();
        }
        number++;
      }
    }

    private static String language(String tool) {
      return switch (tool) {
        case "python" -> "python";
        case "cpp" -> "cpp";
        default -> "sh";
      };
    }

    private void others(Markdown md) {
      if (view.others().isEmpty()) {
        return;
      }
      md.line("### " + t(view.primary().isEmpty() ? "h.candidates" : "h.others")).gap();
      view.others().stream().limit(MOST_FINDINGS).forEach(finding -> other(md, finding));
    }

    private void other(Markdown md, FindingView finding) {
      md.fold(finding.title() + " (" + finding.cause() + ", " + finding.certaintyLabel() + ")");
      md.text(MarkdownParts.cut(finding.summary())).gap().gap();
      finding.evidence().stream().limit(MarkdownParts.MOST_BLOCKS).forEach(e -> parts.lines(md, e));
      parts.list(md, "**" + t("h.settle") + "**", finding.settledBy());
      parts.list(
          md,
          "**" + t("h.remedies") + "**",
          finding.remedies().stream().map(RemedyView::title).toList());
      md.unfold();
    }

    private void traces(Markdown md) {
      for (TraceView trace : view.traces()) {
        md.fold(t("h.trace") + ": " + Printable.shortened(trace.tensor(), 120));
        trace.steps().stream()
            .limit(MarkdownParts.MOST_ROWS)
            .forEach(
                step -> {
                  md.raw("1. ").text(step.kindLabel()).raw(" ");
                  md.code(Printable.shortened(step.name(), MarkdownParts.LONGEST_LINE));
                  md.raw(step.text().isEmpty() ? "" : " — ").text(step.text()).gap();
                });
        md.gap().unfold();
      }
    }

    private void phases(Markdown md) {
      parts.table(
          md,
          t("h.phases"),
          List.of(t("c.phase"), t("c.line"), t("c.time"), t("c.note")),
          view.phases(),
          (row, phase) -> {
            row.text(phase.label());
            row.text(phase.line());
            row.text(phase.finished() ? phase.time() : t("phase.unfinished"));
            row.text(phase.note());
          });
    }

    private void prediction(Markdown md) {
      for (PredictionView known : view.prediction()) {
        md.fold(t("h.prediction"));
        md.text(MarkdownParts.cut(known.summary())).gap().gap();
        md.text(known.compared()).gap().gap();
        parts.rows(
            md,
            List.of(
                t("c.tensor"),
                t("c.sqnr"),
                t("c.clipped"),
                t("c.threshold"),
                t("c.predicted"),
                t("c.cache-scale"),
                t("c.difference")),
            known.rows(),
            MarkdownReport::predicted);
        md.unfold();
      }
    }

    private void tensors(Markdown md) {
      parts.table(
          md,
          t("h.tensors"),
          List.of(t("c.tensor"), t("c.producer"), t("c.scale"), t("c.cache"), t("c.state")),
          view.tensors().rows(),
          (row, tensor) -> {
            row.code(tensor.name());
            row.code(tensor.producer());
            row.text(tensor.scale());
            row.text(tensor.cached());
            row.text(tensor.state());
          });
    }

    private void builds(Markdown md) {
      parts.table(
          md,
          t("h.builds"),
          List.of(t("c.log"), t("c.line"), t("c.verdict")),
          view.builds().size() > 1 ? view.builds() : List.of(),
          (row, build) -> {
            row.code(build.log());
            row.text(build.lines());
            row.text(build.statusLabel());
          });
    }

    private void settings(Markdown md) {
      parts.table(
          md,
          t("h.settings"),
          List.of(t("c.option"), t("c.value"), t("c.origin")),
          view.settings(),
          (row, setting) -> {
            row.code(setting.option());
            row.code(setting.value());
            row.code(setting.origin());
          });
      parts.list(md, "**" + t("settings.not-understood") + "**", view.notUnderstood());
    }

    private void origin(Markdown md) {
      md.fold(t("h.origin"));
      view.versions().forEach(v -> md.raw("- ").text(v.name()).raw(": ").code(v.value()).gap());
      for (ReportView.InputView input : view.inputs()) {
        md.raw("- ")
            .text(input.role())
            .raw(": ")
            .code(Printable.cut(input.name(), MarkdownParts.LONGEST_LINE));
        md.raw(", ").text(input.size()).raw(", sha256 ").code(input.sha256()).gap();
      }
      view.notes().stream()
          .limit(MarkdownParts.MOST_ROWS)
          .forEach(n -> md.raw("- ").text(MarkdownParts.cut(n)).gap());
      md.gap();
      if (!view.command().isEmpty()) {
        md.block("sh", Printable.cut(view.command(), 8 * MarkdownParts.LONGEST_LINE));
      }
      md.unfold();
    }
  }
}
