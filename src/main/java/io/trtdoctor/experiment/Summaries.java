package io.trtdoctor.experiment;

import io.trtdoctor.buildlog.LogSeverity;
import io.trtdoctor.experiment.Laboratory.Inquiry;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;

/** What is written down of a probe. */
final class Summaries {
  private static final int MOST_LINES = 4;

  private Summaries() {}

  static ProbeSummary of(int number, Inquiry inquiry, Outcome outcome, boolean recorded) {
    return new ProbeSummary(
        number,
        inquiry.recipe().hash(),
        inquiry.question(),
        inquiry.settings(),
        ProbeSummary.Answer.valueOf(inquiry.symptom().faultSeenIn(outcome).name()),
        inquiry
            .symptom()
            .measured(outcome)
            .map(measured -> Message.of("experiment.listed", told(outcome), measured))
            .orElseGet(() -> told(outcome)),
        excerpt(number, outcome),
        seconds(outcome.observations()),
        recorded);
  }

  static Message told(Outcome outcome) {
    if (outcome instanceof Outcome.Built) {
      return Message.of("experiment.outcome.built");
    } else if (outcome instanceof Outcome.Failed failed) {
      return Message.of("experiment.outcome.failed", firstLine(failed.symptom()));
    } else if (outcome instanceof Outcome.Stopped stopped) {
      return Message.of(
          "experiment.outcome.stopped",
          Message.of(
              "experiment.phase." + stopped.after().name().toLowerCase(java.util.Locale.ROOT)));
    } else if (outcome instanceof Outcome.Crashed crashed) {
      return Message.of("experiment.outcome.crashed", crashed.death().describe());
    } else if (outcome instanceof Outcome.Hung hung) {
      return Message.of("experiment.outcome.hung", hung.limit().toSeconds());
    }
    return Message.of("experiment.outcome.unresolved", ((Outcome.Unresolved) outcome).reason());
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  private static double seconds(Observations seen) {
    double phases =
        seen.phaseSeconds().entrySet().stream()
            .filter(phase -> !phase.getKey().equals("start"))
            .mapToDouble(java.util.Map.Entry::getValue)
            .sum();
    List<LogMessage> log = seen.log();
    return Math.max(phases, log.isEmpty() ? 0 : log.get(log.size() - 1).seconds());
  }

  /** The first error with what was said before it, or the last that was said of a build without. */
  private static List<Evidence> excerpt(int number, Outcome outcome) {
    List<Evidence> said = new ArrayList<>();
    long line = 1;
    for (LogMessage message : outcome.observations().log()) {
      if (message.severity().isError() || message.severity() == LogSeverity.INFO) {
        said.add(new Evidence("probe " + number, line, message.text()));
        if (message.severity().isError()) {
          break;
        }
      }
      line += 1 + message.text().chars().filter(c -> c == '\n').count();
    }
    return said.subList(Math.max(0, said.size() - MOST_LINES), said.size());
  }
}
