package io.trtdoctor.cli;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of one build, for a terminal: verdict, evidence, what to do, what else. */
final class BuildText {
  /**
   * How much is told.
   *
   * @param reasons why the cause is thought to be the cause
   * @param remarks what is worth knowing but neither a fault nor a candidate for the cause
   */
  record Detail(boolean reasons, boolean remarks) {}

  private static final int MOST_EVIDENCE = 6;
  private static final int MOST_OTHERS = 6;
  private static final int LONGEST_LINE = 160;

  private final TerminalWords words;
  private final Detail detail;
  private final List<String> lines = new ArrayList<>();

  private BuildText(TerminalWords words, Detail detail) {
    this.words = words;
    this.detail = detail;
  }

  static String of(BuildDiagnosis build, TerminalWords words, Detail detail) {
    BuildText text = new BuildText(words, detail);
    text.write(build);
    return String.join("\n", text.lines);
  }

  private void write(BuildDiagnosis build) {
    heading(build);
    add("cli.verdict." + build.verdict().status().tag(), build.verdict().summary());
    build.verdict().cause().ifPresent(cause -> named(build, cause));
    others(build);
  }

  private void heading(BuildDiagnosis build) {
    if (build.log().isEmpty()) {
      add("cli.build.without-log");
    } else if (build.tensorRtVersion().isPresent()) {
      add(
          "cli.build.of-version",
          shown(build.log()),
          build.firstLine(),
          build.lastLine(),
          build.tensorRtVersion().orElseThrow());
    } else {
      add("cli.build", shown(build.log()), build.firstLine(), build.lastLine());
    }
  }

  private void named(BuildDiagnosis build, String cause) {
    Message certainty =
        Message.of("cli.certainty." + build.verdict().certainty().orElseThrow().tag());
    add("cli.verdict.cause", cause, certainty);
    build.findings().stream()
        .filter(finding -> finding.cause().equals(cause))
        .findFirst()
        .ifPresent(finding -> winner(build, finding));
  }

  private void winner(BuildDiagnosis build, Finding finding) {
    finding.evidence().stream().limit(MOST_EVIDENCE).forEach(evidence -> evidence(build, evidence));
    if (finding.evidence().size() > MOST_EVIDENCE) {
      add("cli.evidence.more", finding.evidence().size() - MOST_EVIDENCE);
    }
    if (detail.reasons()) {
      finding.reasoning().forEach(reason -> add("cli.reason", reason));
    }
    finding.remedies().stream().findFirst().ifPresent(remedy -> add("cli.remedy", remedy.title()));
    finding.settledBy().stream().findFirst().ifPresent(way -> add("cli.settled-by", way));
    add("cli.explain", finding.cause());
  }

  private void evidence(BuildDiagnosis build, Evidence evidence) {
    String text = shown(evidence.text());
    if (evidence.line() <= 0) {
      add("cli.evidence.setting", shown(evidence.file()), text);
    } else if (!evidence.file().equals(build.log())) {
      add("cli.evidence.elsewhere", shown(evidence.file()), evidence.line(), text);
    } else {
      add("cli.evidence", evidence.line(), text);
    }
  }

  private void others(BuildDiagnosis build) {
    List<Finding> others =
        build.findings().stream()
            .filter(finding -> !build.verdict().cause().equals(Optional.of(finding.cause())))
            .filter(finding -> detail.remarks() || !isRemark(build, finding))
            .toList();
    others.stream()
        .limit(MOST_OTHERS)
        .forEach(
            finding ->
                add(
                    "cli.other." + finding.effect().name().toLowerCase(Locale.ROOT),
                    finding.cause(),
                    Message.of("cli.certainty." + finding.certainty().tag()),
                    finding.summary()));
    if (others.size() > MOST_OTHERS) {
      add("cli.more", others.size() - MOST_OTHERS);
    }
  }

  /**
   * A note that is only possible may yet be the cause, unless there is no fault at all; where no
   * cause is known, notes are all there is.
   */
  private static boolean isRemark(BuildDiagnosis build, Finding finding) {
    return finding.effect() == Effect.NOTES
        && switch (build.verdict().status()) {
          case HEALTHY -> true;
          case CAUSE_NAMED -> finding.certainty() != Certainty.POSSIBLE;
          case UNDETERMINED -> false;
        };
  }

  private void add(String key, Object... args) {
    lines.add(words.of(Message.of(key, args)));
  }

  /** Text from outside, of bearable length. */
  static String shown(String text) {
    return Printable.cut(text, LONGEST_LINE);
  }
}
