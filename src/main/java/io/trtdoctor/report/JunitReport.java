package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.finding.Verdict;
import io.trtdoctor.report.JunitCase.Result;
import io.trtdoctor.report.ReportView.EvidenceView;
import io.trtdoctor.report.ReportView.FindingView;
import io.trtdoctor.report.ReportView.LineView;
import io.trtdoctor.report.ReportView.RemedyView;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdicts and findings of all builds as JUnit's XML, for CI pages: a suite for each build, in
 * it a case {@code verdict} and one for each finding.
 *
 * <p>A build without fault passes, one whose cause is named fails, one whose cause is not
 * established is an error. A finding fails if it is what the verdict names, or does harm beyond
 * doubt; any other is skipped, with its summary.
 */
public final class JunitReport implements ReportPage {
  private static final String VERDICT = "verdict";
  private static final int LONGEST_TEXT = 8_000;
  private static final int LONGEST_LINE = 400;

  @Override
  public void write(CaseReport report, Writer out) throws IOException {
    Suites suites = new Suites(report.texts());
    new JunitXml(out).write(report.diagnosis().builds().stream().map(suites::of).toList(), report);
    out.write('\n');
    out.flush();
  }

  /** Puts builds into suites. */
  private static final class Suites {
    private final Texts texts;
    private final FindingViews words;
    private final Map<String, Integer> buildsOf = new HashMap<>();

    Suites(Texts texts) {
      this.texts = texts;
      this.words = new FindingViews(texts, List.of());
    }

    JunitSuite of(BuildDiagnosis build) {
      List<JunitCase> cases = new ArrayList<>();
      cases.add(verdict(build.verdict()));
      build.findings().forEach(finding -> cases.add(finding(build, finding)));
      return new JunitSuite(name(build), cases);
    }

    /**
     * The log's name, from its second build on with a number, so that names stay from run to run.
     */
    private String name(BuildDiagnosis build) {
      String name = build.log().isEmpty() ? "trt-doctor" : build.log();
      int number = buildsOf.merge(name, 1, Integer::sum);
      return number == 1 ? name : name + " #" + number;
    }

    private JunitCase verdict(Verdict verdict) {
      Result result =
          switch (verdict.status()) {
            case HEALTHY -> Result.PASSED;
            case CAUSE_NAMED -> Result.FAILED;
            case UNDETERMINED -> Result.ERROR;
          };
      String summary = words.render(verdict.summary());
      return new JunitCase(
          VERDICT, result, verdict.cause().orElse(verdict.status().tag()), summary, summary);
    }

    private JunitCase finding(BuildDiagnosis build, Finding finding) {
      FindingView view = words.of("finding", finding);
      String summary = texts.text("report.summary-known", view.summary(), view.certaintyLabel());
      return new JunitCase(
          finding.cause(), result(build, finding), finding.cause(), summary, details(view));
    }

    private static Result result(BuildDiagnosis build, Finding finding) {
      boolean named = build.verdict().cause().equals(Optional.of(finding.cause()));
      boolean certain =
          finding.effect() != Effect.NOTES && finding.certainty() != Certainty.POSSIBLE;
      return named || certain ? Result.FAILED : Result.SKIPPED;
    }

    private String details(FindingView finding) {
      Stream<String> lines =
          Stream.of(
                  Stream.of(finding.title(), finding.effectLabel(), finding.summary()),
                  finding.evidence().stream().flatMap(Suites::lines),
                  finding.reasoning().stream(),
                  finding.remedies().stream().limit(1).map(this::first))
              .flatMap(part -> part);
      return Printable.cut(String.join("\n", lines.toList()), LONGEST_TEXT);
    }

    private static Stream<String> lines(EvidenceView evidence) {
      return evidence.lines().stream().map(line -> line(evidence.file(), line));
    }

    private static String line(String file, LineView line) {
      String place = line.number().isEmpty() ? file : file + ":" + line.number();
      return place + ": " + Printable.cut(line.text(), LONGEST_LINE);
    }

    private String first(RemedyView remedy) {
      return texts.text("report.h.first") + " " + remedy.title();
    }
  }
}
