package io.trtdoctor.selftest;

import io.trtdoctor.selftest.PartResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results as Markdown: a table of parts, a table of probes a minute, then every fact. */
public final class SelfTestReport {
  private final List<PartResult> results;
  private final List<String> lines = new ArrayList<>();

  private SelfTestReport(List<PartResult> results) {
    this.results = results;
  }

  /**
   * The report.
   *
   * @param title without the mark of a heading
   */
  public static String markdown(String title, List<PartResult> results) {
    SelfTestReport report = new SelfTestReport(results);
    report.lines.add("## " + title);
    report.summary();
    report.probes();
    results.forEach(report::facts);
    return String.join("\n", report.lines) + "\n";
  }

  private void summary() {
    lines.add("");
    lines.add("| part | shows | result | seconds |");
    lines.add("| --- | --- | --- | ---: |");
    for (PartResult result : results) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.1f |",
              result.part().tag(),
              result.part().claim(),
              result.status() == Status.PASSED
                  ? "passed"
                  : "**" + result.status().name().toLowerCase(Locale.ROOT) + "**",
              result.seconds()));
    }
  }

  private void probes() {
    Optional<PartResult> fresh = of(Part.FRESH);
    List<PartResult> rows =
        List.of(Part.FRESH, Part.ONE_CHILD, Part.MANY_CHILDREN).stream()
            .flatMap(part -> of(part).stream())
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        "| probes without batches | probes | children | a minute, starts counted | against a process each |"
            + " a minute, starts left out | against a process each |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    double base = fresh.map(f -> f.number("a minute")).orElse(0.0);
    rows.forEach(row -> lines.add(row(row, base)));
  }

  private static String row(PartResult row, double base) {
    double all = row.number("a minute");
    double warm = row.number("a minute, without start");
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.1f | %s | %s | %s |",
        row.part().claim(),
        row.number("probes"),
        row.number("children"),
        all,
        ratio(all, base),
        warm > 0 ? String.format(Locale.ROOT, "%.1f", warm) : "",
        warm > 0 ? ratio(warm, base) : "");
  }

  private static String ratio(double rate, double base) {
    return base > 0 ? String.format(Locale.ROOT, "%.1f", rate / base) : "not measured";
  }

  private Optional<PartResult> of(Part part) {
    return results.stream()
        .filter(result -> result.part() == part && result.status() == Status.PASSED)
        .findFirst();
  }

  private void facts(PartResult result) {
    lines.add("");
    lines.add("### " + result.part().tag());
    lines.add("");
    lines.add("```");
    for (Map.Entry<String, String> fact : result.facts().entrySet()) {
      lines.add(fact.getKey() + ": " + fact.getValue().strip().replace("```", "'''"));
    }
    lines.add("```");
  }
}
