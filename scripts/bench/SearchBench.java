package io.trtdoctor.search;

import io.trtdoctor.search.Searches.Result;
import io.trtdoctor.search.SimulatedBuilds.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Simulates searches for culprits and prints what they cost, as a table in Markdown. */
final class SearchBench {
  private static final int SIDE_BY_SIDE = 8;

  private final int seeds;
  private final List<Row> rows = new ArrayList<>();

  private SearchBench(int seeds) {
    this.seeds = seeds;
  }

  /** Means over all seeds. */
  record Mean(double builds, double rounds, double right, double lifted) {}

  /** One line of the table. */
  record Row(
      int candidates,
      int sets,
      int size,
      double bound,
      Mean plain,
      Mean rightNames,
      Mean wrongNames,
      Mean rightWeights,
      Mean wrongWeights,
      Mean flaky2,
      Mean flaky5,
      Mean unresolved,
      Mean sideBySide,
      Mean ddmin,
      Mean prefix,
      Mean linear) {
    boolean independent() {
      return size == 1;
    }

    String what() {
      return independent() ? sets + " alone" : "joint set of " + size;
    }
  }

  public static void main(String[] args) {
    SearchBench bench = new SearchBench(Integer.parseInt(args[0]));
    bench.printHead();
    for (int candidates : new int[] {50, 700, 5000}) {
      for (int culprits = 1; culprits <= 8; culprits++) {
        bench.measure(candidates, culprits, 1);
      }
      bench.measure(candidates, 1, 2);
      bench.measure(candidates, 1, 3);
    }
    new Goals(bench.rows).print();
  }

  private void measure(int n, int sets, int size) {
    Row row =
        new Row(
            n,
            sets,
            size,
            bound(n, sets * size),
            ours(n, sets, size, Prior.NONE, 0, 0, 1),
            ours(n, sets, size, Prior.RIGHT_NAMES, 0, 0, 1),
            ours(n, sets, size, Prior.WRONG_NAMES, 0, 0, 1),
            ours(n, sets, size, Prior.RIGHT_WEIGHTS, 0, 0, 1),
            ours(n, sets, size, Prior.WRONG_WEIGHTS, 0, 0, 1),
            ours(n, sets, size, Prior.NONE, 0.02, 0, 1),
            ours(n, sets, size, Prior.NONE, 0.05, 0, 1),
            ours(n, sets, size, Prior.NONE, 0, 0.1, 1),
            ours(n, sets, size, Prior.NONE, 0, 0, SIDE_BY_SIDE),
            mean(seed -> Searches.ddmin(plain(n, sets, size, seed))),
            mean(seed -> Searches.prefixBisection(plain(n, sets, size, seed))),
            mean(seed -> Searches.linear(plain(n, sets, size, seed))));
    rows.add(row);
    print(row);
  }

  private Mean ours(
      int n, int sets, int size, Prior prior, double flaky, double unresolved, int workers) {
    return mean(
        seed ->
            Searches.ours(
                new SimulatedBuilds(n, sets, size, prior, flaky, unresolved, seed),
                workers,
                flaky));
  }

  private static SimulatedBuilds plain(int n, int sets, int size, long seed) {
    return new SimulatedBuilds(n, sets, size, Prior.NONE, 0, 0, seed);
  }

  private Mean mean(Function<Long, Result> search) {
    List<Result> results =
        LongStream.range(0, seeds).parallel().boxed().map(search).toList();
    return new Mean(
        results.stream().mapToInt(Result::builds).average().orElse(0),
        results.stream().mapToInt(Result::rounds).average().orElse(0),
        results.stream().mapToInt(result -> result.right() ? 1 : 0).average().orElse(0),
        results.stream().mapToInt(Result::lifted).average().orElse(0));
  }

  /** The binary logarithm of the number of ways to choose the culprits. */
  private static double bound(int candidates, int culprits) {
    double bound = 0;
    for (int i = 0; i < culprits; i++) {
      bound += Math.log((double) (candidates - i) / (i + 1)) / Math.log(2);
    }
    return bound;
  }

  private void printHead() {
    System.out.printf("Means over %d seeds; builds, ends and closing round counted.%n%n", seeds);
    System.out.println(
        "| candidates | culprits | bound | no prior | right names | wrong names | right weights"
            + " | wrong weights | 2 % flaky (right) | 5 % flaky (right) | 10 % unresolved (right)"
            + " | rounds, 8 at a time (builds) | ddmin | prefix bisection (lifts) | linear (lifts) |");
    System.out.println("|---|---|" + "---:|".repeat(13));
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %.1f | %s | %s | %s | %s | %s | %s | %s | %s | %.1f (%.0f) | %s | %.1f (%.0f)"
            + " | %.0f (%.0f) |%n",
        row.candidates(),
        row.what(),
        row.bound(),
        noiseFree(row.plain()),
        noiseFree(row.rightNames()),
        noiseFree(row.wrongNames()),
        noiseFree(row.rightWeights()),
        noiseFree(row.wrongWeights()),
        noisy(row.flaky2()),
        noisy(row.flaky5()),
        noisy(row.unresolved()),
        row.sideBySide().rounds(),
        row.sideBySide().builds(),
        noiseFree(row.ddmin()),
        row.prefix().builds(),
        row.prefix().lifted(),
        row.linear().builds(),
        row.linear().lifted());
  }

  /** The share of right runs is said where it is not all of them. */
  private static String noiseFree(Mean mean) {
    return mean.right() == 1 ? String.format(Locale.ROOT, "%.1f", mean.builds()) : noisy(mean);
  }

  private static String noisy(Mean mean) {
    return String.format(Locale.ROOT, "%.1f (%.1f %%)", mean.builds(), 100 * mean.right());
  }
}
