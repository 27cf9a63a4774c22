package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.function.UnaryOperator;

/** A finding in words of bearable length, plain and as Markdown. */
record SarifMessage(String text, String markdown) {
  private static final int LONGEST_TEXT = 1_500;

  static SarifMessage of(FindingView finding, Texts texts) {
    return new SarifMessage(text(finding, texts), markdown(finding, texts));
  }

  private static String text(FindingView finding, Texts texts) {
    String summary = Printable.cut(finding.summary(), LONGEST_TEXT);
    String known = texts.text("report.certainty.line", known(finding));
    String first =
        finding.remedies().stream()
            .findFirst()
            .map(remedy -> "\n" + texts.text("report.h.first") + " " + remedy.title())
            .orElse("");
    return summary + "\n" + known + first;
  }

  private static Object[] known(FindingView finding) {
    return new Object[] {finding.certaintyLabel(), finding.certaintyMeaning()};
  }

  private static String markdown(FindingView finding, Texts texts) {
    Markdown md = new Markdown(UnaryOperator.identity());
    md.raw("**").text(finding.certaintyLabel()).raw("** (").text(finding.certaintyMeaning());
    md.raw(")").gap().gap().text(Printable.cut(finding.summary(), LONGEST_TEXT)).gap().gap();
    MarkdownParts parts = new MarkdownParts(texts);
    finding.reasoning().forEach(reason -> md.text(Printable.cut(reason, LONGEST_TEXT)).gap().gap());
    List<String> remedies = finding.remedies().stream().map(RemedyView::title).toList();
    parts.list(md, "**" + texts.text("report.h.remedies") + "**", remedies);
    return md.toString().strip();
  }
}
