package io.trtdoctor.report;

import io.trtdoctor.report.ExperimentView.FallbackView;
import io.trtdoctor.report.ExperimentView.IsolationView;
import io.trtdoctor.report.ExperimentView.ProbeGroupView;
import io.trtdoctor.report.ExperimentView.ProbeView;
import io.trtdoctor.report.ExperimentView.ProofView;
import io.trtdoctor.report.ExperimentView.SetView;
import io.trtdoctor.report.ExperimentView.SideView;
import io.trtdoctor.report.ReportView.SubjectView;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What probes found out, in Markdown. */
record ExperimentMarkdown(ExperimentView view, Texts texts, MarkdownParts parts) {
  /** All but the probes themselves, most important first. */
  List<Consumer<Markdown>> sections() {
    return List.of(
        md -> parts.list(md, "### " + t("h.experiments"), view.notes()),
        md -> view.proofs().forEach(proof -> proof(md, proof)),
        md ->
            parts.list(
                md,
                "### " + t("h.cleared"),
                view.cleared().stream().map(ExperimentView.ClearedView::sentence).toList()),
        md -> view.isolations().forEach(found -> isolation(md, found)),
        this::fallbacks);
  }

  private String t(String key, Object... args) {
    return texts.text("report." + key, args);
  }

  private void proof(Markdown md, ProofView proof) {
    md.raw("### ").text(t("h.proof")).gap().gap();
    md.text(t("proof.differs", proof.setting())).gap().gap();
    if (!proof.cause().isEmpty()) {
      md.text(t("proof.proves", proof.cause())).gap().gap();
    }
    side(md, proof.failing());
    side(md, proof.passing());
    md.text(proof.repeats()).gap().gap();
  }

  private void side(Markdown md, SideView side) {
    ProbeView probe = side.probe();
    md.raw("**").text(t("probe", probe.number()) + ": " + probe.answerLabel()).raw("** · ");
    md.text(MarkdownParts.cut(side.value())).gap().gap();
    side.excerpt().forEach(excerpt -> parts.lines(md, excerpt));
  }

  private void isolation(Markdown md, IsolationView found) {
    md.raw("### ").text(found.title()).gap().gap();
    md.text(MarkdownParts.cut(found.found()) + " " + found.searched()).gap().gap();
    found.sets().stream().limit(MarkdownParts.MOST_ROWS).forEach(set -> set(md, set));
    int leftOut = found.setsLeftOut() + Math.max(0, found.sets().size() - MarkdownParts.MOST_ROWS);
    if (leftOut > 0) {
      md.text(t("isolation.more", leftOut)).gap();
    }
    md.gap();
    parts.list(md, "", found.limits());
    if (!found.unresolved().isEmpty()) {
      md.text(t("isolation.unresolved") + ": ");
      names(md, found.unresolved());
      md.gap().gap();
    }
  }

  private void set(Markdown md, SetView set) {
    md.raw("- ");
    if (set.members().size() > 1) {
      md.text(t("isolation.together")).raw(" ");
    }
    names(md, set.members());
    md.gap();
  }

  private static void names(Markdown md, List<SubjectView> subjects) {
    String separator = "";
    for (SubjectView subject : subjects) {
      md.raw(separator).code(subject.name());
      separator = ", ";
    }
  }

  private void fallbacks(Markdown md) {
    if (view.fallbacks().isEmpty()) {
      return;
    }
    md.raw("### ").text(t("h.fallbacks")).gap().gap();
    md.text(t("fallbacks.intro") + " " + view.samples()).gap().gap();
    if (!view.advice().isEmpty()) {
      md.text(view.advice()).gap().gap();
    }
    parts.rows(
        md,
        Stream.of(
                "build",
                "latency",
                "by-int8",
                "by-fp16",
                "int8-layers",
                "rel-l2",
                "max-abs",
                "cosine",
                "top1")
            .map(column -> t("c." + column))
            .toList(),
        Stream.concat(view.fallbacks().stream(), view.comparisons().stream()).toList(),
        this::fallback);
    view.fallbacks().forEach(build -> files(md, build));
    md.gap();
  }

  private void fallback(MarkdownParts.Row row, FallbackView build) {
    row.text(
        Stream.concat(
                Stream.of(title(build)),
                build.verified() ? build.merits().stream() : Stream.of(t("fallbacks.failed")))
            .collect(Collectors.joining(" · ")));
    Stream.of(
            build.latency(),
            build.timesInt8(),
            build.timesFp16(),
            build.int8(),
            build.relativeL2(),
            build.maxAbsolute(),
            build.cosine(),
            build.topOne())
        .forEach(row::text);
  }

  private String title(FallbackView build) {
    return view.comparisons().contains(build)
        ? t("fallbacks.compared", build.title())
        : build.title();
  }

  private void files(Markdown md, FallbackView build) {
    if (!build.files().isEmpty()) {
      md.raw("- ").text(build.title() + ": ").code(build.folder() + "/").raw(" ");
      md.text(String.join(", ", build.files())).gap();
      build.gaps().forEach(gap -> md.raw("  - ").text(gap).gap());
    }
  }

  /** All probes, those with one purpose in a table. */
  void probes(Markdown md) {
    for (ProbeGroupView group : view.probes()) {
      parts.table(
          md,
          t("h.probes") + ": " + group.title() + " (" + group.counts() + ")",
          List.of(t("c.probe"), t("c.answer"), t("c.has"), t("c.outcome"), t("c.time")),
          group.probes(),
          (row, probe) -> {
            row.text(Integer.toString(probe.number()));
            row.text(probe.answerLabel());
            row.text(probe.asked() + " " + String.join("; ", probe.settings()));
            row.text(probe.outcome() + " " + String.join("; ", probe.told()));
            row.text(probe.time());
          });
    }
  }
}
