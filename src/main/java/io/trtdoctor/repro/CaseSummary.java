package io.trtdoctor.repro;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of all cases on one line, as a table in Markdown. */
public final class CaseSummary {
  private static final int LONGEST_SYMPTOM = 120;

  private CaseSummary() {}

  /** The machine and a row for each case, in their order. */
  public static String markdown(String line, List<CaseResult> results, Texts texts) {
    StringBuilder out = new StringBuilder(texts.text("repro.summary-title", line)).append("\n\n");
    machine(results).forEach((what, value) -> out.append("- " + what + ": " + value + "\n"));
    out.append("\n| ").append(texts.text("repro.summary-columns")).append(" |\n");
    out.append("|---|---|---|---|---|---:|\n");
    for (CaseResult result : results) {
      out.append(row(result, texts));
    }
    return out.toString();
  }

  private static Map<String, String> machine(List<CaseResult> results) {
    return results.stream()
        .flatMap(result -> result.outcome().stream())
        .map(Outcome::observations)
        .map(seen -> seen.machine())
        .filter(machine -> !machine.isEmpty())
        .findFirst()
        .orElse(Map.of());
  }

  private static String row(CaseResult result, Texts texts) {
    String symptom = result.problem().map(texts::render).orElse(result.symptom());
    List<String> cells =
        List.of(
            result.name(),
            result.kind(),
            shortened(symptom),
            result.verdict().map(Expectation::describe).orElse("-"),
            texts.text(result.asExpected() ? "repro.yes" : "repro.no"),
            String.format(Locale.ROOT, "%.1f", result.seconds()));
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_SYMPTOM ? text.substring(0, LONGEST_SYMPTOM) + "…" : text;
  }
}
