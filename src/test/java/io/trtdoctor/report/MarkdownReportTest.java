package io.trtdoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownReportTest {
  private static final MarkdownReport MARKDOWN =
      new MarkdownReport(HomeFolders.of(Optional.of("wei"), Optional.empty()));

  static Stream<CaseReport> samples() {
    return Stream.of(Language.values())
        .flatMap(
            language ->
                Stream.of(
                    SampleDiagnoses.noBatches(language),
                    SampleDiagnoses.hostile(language),
                    SampleExperiments.proved(language),
                    SampleExperiments.hostile(language),
                    SampleExperiments.notReproduced(language),
                    SampleDiagnoses.constraintWithoutKernel(language),
                    SampleDiagnoses.undetermined(language),
                    SampleDiagnoses.healthy(language)));
  }

  @Test
  void theVerdictComesFirstThenEvidenceReasonsAndRemedies() {
    String text = MARKDOWN.of(SampleDiagnoses.noBatches(Language.EN));

    assertThat(text)
        .startsWith("## trt-doctor: ")
        .containsSubsequence(
            "**Cause named**",
            "`calibrator-no-batches`",
            "The calibrator handed over no batch",
            "### Evidence",
            "> 5296  13.698160 kINFO Starting Calibration.",
            "### Why this is the cause",
            "### Remedies",
            "<details><summary>1. Python</summary>",
            "```python",
            "<details><summary>Settings</summary>");
  }

  @Test
  void theWorstTensorsStandInATableWithTheScaleOfTheCache() {
    String tensor = "`/stem/Concat_output_0`";
    String text = MARKDOWN.of(SampleDiagnoses.noBatches(Language.EN, "/stem/Concat_output_0"));

    assertThat(text)
        .containsSubsequence(
            "<details><summary>Scales predicted on the CPU</summary>",
            "1 of the 2 tensors that the given cache has too differ",
            "| " + tensor + " | 17.5 | 1.25 % | 63.5 | 0.5 | 0.25 | ≠ 100 % |",
            "| `input` | no loss | 1.25 % | 127 | 1 | 1 | 0 % |");
  }

  @Test
  void aProofComesBeforeTheEvidenceAndTheProbesAreFoldedAway() {
    String text = MARKDOWN.of(SampleExperiments.proved(Language.EN));

    assertThat(text)
        .containsSubsequence(
            "- Probes 1 and 3 differ in one setting alone",
            "### Proof by experiment",
            "**Probe 1: fails** · batches handed over: none",
            "> 5341  1: Unexpected exception _Map_base::at",
            "### What is not to blame",
            "### Which layers are to blame",
            "- `/stem/res0/main/depth_conv/conv/Conv`",
            "- only together: `c`, `d`",
            "### Builds that avoid it",
            "| the layers to blame in FP16 · fastest · most accurate | 0.4 ms |",
            "`fallback-fp16/` trtexec.sh",
            "### Evidence",
            "<details><summary>All probes: ");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void usersAndTheirHomesAreMasked(CaseReport report) {
    assertThat(MARKDOWN.of(report)).doesNotContain("alice").doesNotContain("Alice");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsFoldedIsUnfolded(CaseReport report) {
    String text = MARKDOWN.of(report);

    assertThat(count(text, "</details>")).isEqualTo(count(text, "<details>"));
    assertThat(text.lines().filter(line -> line.startsWith("```")).count() % 2).isZero();
  }

  @Test
  void aNameThatIsHtmlStandsInCodeAlone() {
    String text = MARKDOWN.of(SampleDiagnoses.hostile(Language.EN));
    String outside = text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`]*`", "");

    assertThat(text).contains("`" + SampleDiagnoses.HOSTILE + "`");
    assertThat(outside).doesNotContainPattern("(?<!\\\\)<script");
  }

  @Test
  void aHugeCaseStillFitsAnIssue() {
    CaseReport small = SampleDiagnoses.noBatches(Language.EN);
    Diagnosis d = small.diagnosis();
    Diagnosis huge =
        new Diagnosis(
            d.verdict(),
            d.builds(),
            Stream.concat(
                    d.findings().stream(), Collections.nCopies(40, d.findings().get(1)).stream())
                .toList(),
            d.settings(),
            d.network(),
            d.cache(),
            Collections.nCopies(2_000, d.inputs().get(0)),
            Collections.nCopies(500, Message.of("sample.no-kernel", "x".repeat(5_000))));
    CaseReport report =
        new CaseReport(
            huge,
            Language.EN,
            Collections.nCopies(500, "--log=" + "y".repeat(300)),
            small.versions(),
            small.createdAt(),
            List.of(hugeExcerpt(small.excerpts().get(0))),
            OwnBuild.none(),
            EmbeddedLog.none());

    String text = MARKDOWN.of(report);

    assertThat(text.length()).isLessThan(MarkdownReport.GITHUB_LIMIT);
    assertThat(text).contains("### Evidence").contains("found no room in a GitHub issue");
  }

  private static Excerpt hugeExcerpt(Excerpt excerpt) {
    return new Excerpt(
        excerpt.file(), 5296, Collections.nCopies(1_000, "z".repeat(9_000)), java.util.Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "a*b_c ~ a\\*b\\_c",
        "<b>x</b> ~ \\<b\\>x\\</b\\>",
        "[x](y) ~ \\[x\\](y)",
        "# top ~ \\#&#8203; top",
        "see #12 ~ see \\#&#8203;12",
        "by @bob ~ by @&#8203;bob",
        "1. one ~ 1\\. one",
        "1) one ~ 1\\) one",
        "- item ~ \\- item",
        "a|b ~ a\\|b",
        "http://x.y ~ http\\://x.y",
        "www.x.y ~ www\\.x.y",
        "8.6.1, 3e-6 s (a=b): fine ~ 8.6.1, 3e-6 s (a=b): fine",
      })
  void textDoesNothingInMarkdown(String text, String escaped) {
    assertThat(new Markdown(UnaryOperator.identity()).text(text)).hasToString(escaped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"a`b ~ ``a`b``", "`a` ~ `` `a` ``", "a``b ~ ```a``b```", "plain ~ `plain`"})
  void codeIsFencedLongerThanItsOwnTicks(String text, String fenced) {
    assertThat(new Markdown(UnaryOperator.identity()).code(text)).hasToString(fenced);
  }

  @Test
  void aBlockIsFencedLongerThanAnyFenceInIt() {
    assertThat(new Markdown(UnaryOperator.identity()).block("sh", "a\n````\nb").toString())
        .startsWith("`````sh\n")
        .endsWith("\n`````\n\n");
  }

  private static int count(String text, String sought) {
    return text.split(java.util.regex.Pattern.quote(sought), -1).length - 1;
  }
}
