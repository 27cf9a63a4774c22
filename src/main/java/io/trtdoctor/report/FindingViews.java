package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
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
import java.util.LinkedHashMap;
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
  private static final int MOST_LINES_OF_PROOF = 3;
  private static final int MOST_LINES_WITHOUT_EXCERPT = 40;
  private static final int LONGEST_LINE = 2_000;
  private static final String HIT = "hit";
  private static final String FOLLOWS = "follows";

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
        inContext(finding.evidence(), finding.followedBy()),
        inContext(finding.against(), List.of()),
        subjects.stream().limit(MOST_SUBJECTS).map(this::subject).toList(),
        Math.max(0, subjects.size() - MOST_SUBJECTS),
        IntStream.range(0, finding.remedies().size())
            .mapToObj(i -> remedy(id + "-r" + (i + 1), finding.remedies().get(i)))
            .toList(),
        finding.settledBy().stream().map(this::render).toList(),
        alone(finding.followedBy(), FOLLOWS));
  }

  /** The first thing to do about a finding. */
  Optional<RemedyView> firstRemedy(String id, Finding finding) {
    return finding.remedies().stream().findFirst().map(remedy -> remedy(id, remedy));
  }

  /** The lines that carry a finding, as many as fit the first screen: the last of them end it. */
  List<EvidenceView> proof(Finding finding) {
    return alone(finding.evidence().stream().limit(MOST_LINES_OF_PROOF).toList(), HIT);
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

  SubjectView subject(Subject subject) {
    return new SubjectView(
        texts.text("report.subject." + subject.kind().tag()),
        name(subject),
        Printable.line(subject.onnxNode().filter(n -> !n.equals(subject.name())).orElse("")));
  }

  /** Settings have names of ours, everything else has its own. */
  private String name(Subject subject) {
    return subject.kind() == Subject.Kind.SETTING
        ? texts
            .pattern("experiment.factor." + subject.name())
            .orElseGet(() -> Printable.line(subject.name()))
        : Printable.line(subject.name());
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

  /**
   * Each excerpt that covers some of the evidence once; lines that no excerpt covers alone, those
   * of one file together.
   */
  private List<EvidenceView> inContext(List<Evidence> evidence, List<Evidence> followedBy) {
    List<EvidenceView> views = new ArrayList<>();
    Set<Excerpt> shown = new LinkedHashSet<>();
    List<Evidence> alone = new ArrayList<>();
    for (Evidence item : evidence) {
      Optional<Excerpt> excerpt = excerptWith(item);
      if (excerpt.isEmpty()) {
        alone.add(item);
      } else if (shown.add(excerpt.get())) {
        views.add(excerpt(excerpt.get(), evidence, followedBy));
      }
    }
    views.addAll(alone(alone, HIT));
    return List.copyOf(views);
  }

  private Optional<Excerpt> excerptWith(Evidence item) {
    return excerpts.stream().filter(e -> e.covers(item.file(), item.line())).findFirst();
  }

  private EvidenceView excerpt(
      Excerpt excerpt, List<Evidence> evidence, List<Evidence> followedBy) {
    Set<Long> marked = linesOf(excerpt, evidence);
    Set<Long> following = linesOf(excerpt, followedBy);
    List<LineView> lines = new ArrayList<>();
    for (int i = 0; i < excerpt.lines().size(); i++) {
      long number = excerpt.firstLine() + i;
      String mark = marked.contains(number) ? HIT : following.contains(number) ? FOLLOWS : "";
      lines.add(line(Long.toString(number), excerpt.lines().get(i), mark));
    }
    return new EvidenceView(
        Printable.line(excerpt.file()), lineRange(excerpt.firstLine(), excerpt.lastLine()), lines);
  }

  private static Set<Long> linesOf(Excerpt excerpt, List<Evidence> evidence) {
    return evidence.stream()
        .filter(item -> excerpt.covers(item.file(), item.line()))
        .map(Evidence::line)
        .collect(Collectors.toSet());
  }

  /** Lines without those around them and without a mark. */
  List<EvidenceView> plain(List<Evidence> evidence) {
    return alone(evidence, "");
  }

  private List<EvidenceView> alone(List<Evidence> evidence, String mark) {
    Map<String, List<Evidence>> byFile =
        evidence.stream()
            .limit(MOST_LINES_WITHOUT_EXCERPT)
            .collect(
                Collectors.groupingBy(Evidence::file, LinkedHashMap::new, Collectors.toList()));
    return byFile.entrySet().stream().map(e -> together(e.getKey(), e.getValue(), mark)).toList();
  }

  private EvidenceView together(String file, List<Evidence> evidence, String mark) {
    List<LineView> lines = new ArrayList<>();
    for (Evidence item : evidence) {
      String number = item.line() > 0 ? Long.toString(item.line()) : "";
      for (String text : item.text().lines().toList()) {
        lines.add(line(number, text, mark));
        number = "";
      }
    }
    boolean isOneLine = evidence.size() == 1 && evidence.get(0).line() > 0;
    String place = isOneLine ? texts.text("report.line", evidence.get(0).line()) : "";
    return new EvidenceView(Printable.line(file), place, lines);
  }

  private static LineView line(String number, String text, String mark) {
    return new LineView(number, Printable.of(Printable.cut(text, LONGEST_LINE)), mark);
  }

  private String lineRange(long first, long last) {
    return first == last
        ? texts.text("report.line", first)
        : texts.text("report.lines", first, last);
  }
}
