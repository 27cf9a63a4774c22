package io.trtdoctor.search;

import io.trtdoctor.search.SearchBench.Mean;
import io.trtdoctor.search.SearchBench.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the search is to reach, and whether it does in every line of the table. */
final class Goals {
  private final List<Row> rows;

  Goals(List<Row> rows) {
    this.rows = rows;
  }

  void print() {
    System.out.println();
    ToDoubleFunction<Row> plain = row -> row.plain().builds();
    Predicate<Row> all = row -> true;
    atMost("no prior: 1.2 x bound + k + 2", Row::independent, plain, Goals::blind);
    atMost(
        "right names: 2.5 k + 2",
        Row::independent,
        row -> row.rightNames().builds(),
        row -> 2.5 * row.sets() + 2);
    atMost(
        "wrong names: 15 % or 3 more than none",
        all,
        row -> row.wrongNames().builds(),
        Goals::misled);
    atMost(
        "wrong weights: 15 % or 3 more than none",
        all,
        row -> row.wrongWeights().builds(),
        Goals::misled);
    atMost(
        "joint sets: 0.6 of ddmin",
        row -> !row.independent(),
        plain,
        row -> 0.6 * row.ddmin().builds());
    atMost(
        "8 at a time: a third of the rounds of one",
        all,
        row -> row.sideBySide().rounds(),
        row -> row.plain().rounds() / 3);
    atMost("all found without noise (share missed)", all, row -> 1 - noiseFree(row), row -> 0);
    System.out.printf(
        Locale.ROOT,
        "- all found at 2 %% flaky, 99 %% of all runs: %.2f %%: %s%n",
        100 * flaky(),
        flaky() >= 0.99 ? "reached" : "not reached");
  }

  private double flaky() {
    return rows.stream().map(Row::flaky2).mapToDouble(Mean::right).average().orElse(0);
  }

  private static double noiseFree(Row row) {
    return Stream.of(
            row.plain(),
            row.rightNames(),
            row.wrongNames(),
            row.rightWeights(),
            row.wrongWeights(),
            row.sideBySide())
        .mapToDouble(Mean::right)
        .min()
        .orElse(0);
  }

  private static double blind(Row row) {
    return 1.2 * row.bound() + row.sets() + 2;
  }

  private static double misled(Row row) {
    double plain = row.plain().builds();
    return Math.max(1.15 * plain, plain + 3);
  }

  /** Says in how many rows a goal is reached, and shows the row closest to it or furthest off. */
  private void atMost(
      String goal, Predicate<Row> where, ToDoubleFunction<Row> is, ToDoubleFunction<Row> limit) {
    List<Row> concerned = rows.stream().filter(where).toList();
    long reached = concerned.stream().filter(row -> over(row, is, limit) <= 1e-9).count();
    Row worst =
        concerned.stream()
            .max(Comparator.comparingDouble(row -> over(row, is, limit)))
            .orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "- %s: %s (%d of %d lines keep to it; closest or furthest over: %d candidates, %s: %.2f,"
            + " limit %.2f)%n",
        goal,
        reached == concerned.size() ? "reached" : "not reached",
        reached,
        concerned.size(),
        worst.candidates(),
        worst.what(),
        is.applyAsDouble(worst),
        limit.applyAsDouble(worst));
  }

  private static double over(Row row, ToDoubleFunction<Row> is, ToDoubleFunction<Row> limit) {
    return is.applyAsDouble(row) - limit.applyAsDouble(row);
  }
}
