package io.trtdoctor.report;

import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.report.ReportView.EvidenceView;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.LineView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.report.ReportView.SnippetView;
import io.trtdoctor.report.ReportView.SubjectView;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts findings into words. */
final class FindingViews {
  private static final int MOST_SUBJECTS = 40;
  private static final int MOST_LINES_WITHOUT_EXCERPT = 40;
  private static final int LONGEST_LINE = 2_000;

  private final Texts texts;
  private final List<Excerpt> excerpts;

  FindingViews(Texts texts, List<Excerpt> excerpts) {
    this.texts = texts;
    this.excerpts = excerpts;
  }

  FindingView of(String id, Finding finding) {
    List<Subject> subjects = finding.subjects();
    return new FindingView(
        id,
        finding.cause(),
        title(finding.cause()),
        finding.certainty().tag(),
        certaintyLabel(finding.certainty()),
        certaintyMeaning(finding.certainty()),
        texts.text("report.effect." + finding.effect().name().toLowerCase(Locale.ROOT)),
        render(finding.summary()),
        causeText(finding.cause(), "what"),
        finding.reasoning().stream().map(this::render).toList(),
        inContext(finding.evidence()),
        inContext(finding.against()),
        subjects.stream().limit(MOST_SUBJECTS).map(this::subject).toList(),
        Math.max(0, subjects.size() - MOST_SUBJECTS),
        IntStream.range(0, finding.remedies().size())
            .mapToObj(i -> remedy(id + "-r" + (i + 1), finding.remedies().get(i)))
            .toList(),
        finding.settledBy().stream().map(this::render).toList(),
        inContext(finding.followedBy()));
  }

  /** The cause's title; its id where the catalogue has none. */
  String title(String cause) {
    String title = causeText(cause, "title");
    return title.isEmpty() ? Printable.line(cause) : title;
  }

  String certaintyLabel(Certainty certainty) {
    return texts.text("report.certainty." + certainty.tag());
  }

  String certaintyMeaning(Certainty certainty) {
    return texts.text("report.certainty." + certainty.tag() + ".meaning");
  }

  String render(Message message) {
    return Printable.of(texts.render(message));
  }

  private String causeText(String cause, String part) {
    return texts.pattern("causes." + cause + "." + part).orElse("");
  }

  private SubjectView subject(Subject subject) {
    return new SubjectView(
        texts.text("report.subject." + subject.kind().tag()),
        Printable.line(subject.name()),
        Printable.line(subject.onnxNode().filter(n -> !n.equals(subject.name())).orElse("")));
  }

  private RemedyView remedy(String id, Remedy remedy) {
    List<SnippetView> snippets = new ArrayList<>();
    for (Map.Entry<Remedy.Tool, String> snippet : remedy.snippets().entrySet()) {
      snippets.add(
          new SnippetView(
              snippet.getKey().tag(),
              toolLabel(snippet.getKey()),
              Printable.of(snippet.getValue().strip())));
    }
    return new RemedyView(id, Printable.line(remedy.id()), render(remedy.title()), snippets);
  }

  private static String toolLabel(Remedy.Tool tool) {
    return switch (tool) {
      case TRTEXEC -> "trtexec";
      case PYTHON -> "Python";
      case CPP -> "C++";
      case POLYGRAPHY -> "Polygraphy";
    };
  }

  /** Each excerpt that covers some of the evidence once, lines that no excerpt covers alone. */
  private List<EvidenceView> inContext(List<Evidence> evidence) {
    List<EvidenceView> views = new ArrayList<>();
    Set<Excerpt> shown = new LinkedHashSet<>();
    int alone = 0;
    for (Evidence item : evidence) {
      Optional<Excerpt> excerpt =
          excerpts.stream().filter(e -> e.covers(item.file(), item.line())).findFirst();
      if (excerpt.isPresent()) {
        if (shown.add(excerpt.get())) {
          views.add(excerpt(excerpt.get(), evidence));
        }
      } else if (alone++ < MOST_LINES_WITHOUT_EXCERPT) {
        views.add(single(item));
      }
    }
    return List.copyOf(views);
  }

  private EvidenceView excerpt(Excerpt excerpt, List<Evidence> evidence) {
    Set<Long> marked =
        evidence.stream()
            .filter(item -> excerpt.covers(item.file(), item.line()))
            .map(Evidence::line)
            .collect(Collectors.toSet());
    List<LineView> lines = new ArrayList<>();
    for (int i = 0; i < excerpt.lines().size(); i++) {
      long number = excerpt.firstLine() + i;
      lines.add(line(Long.toString(number), excerpt.lines().get(i), marked.contains(number)));
    }
    return new EvidenceView(
        Printable.line(excerpt.file()), lineRange(excerpt.firstLine(), excerpt.lastLine()), lines);
  }

  private EvidenceView single(Evidence item) {
    List<LineView> lines = new ArrayList<>();
    String number = item.line() > 0 ? Long.toString(item.line()) : "";
    for (String text : item.text().lines().toList()) {
      lines.add(line(lines.isEmpty() ? number : "", text, true));
    }
    return new EvidenceView(
        Printable.line(item.file()),
        item.line() > 0 ? lineRange(item.line(), item.line()) : "",
        lines);
  }

  private static LineView line(String number, String text, boolean marked) {
    return new LineView(number, Printable.of(Printable.cut(text, LONGEST_LINE)), marked);
  }

  private String lineRange(long first, long last) {
    return first == last
        ? texts.text("report.line", first)
        : texts.text("report.lines", first, last);
  }
}
