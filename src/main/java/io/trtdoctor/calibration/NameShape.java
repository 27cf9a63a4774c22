package io.trtdoctor.calibration;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A tensor's name taken apart into what exporters keep and what they number anew.
 *
 * @param skeleton the name with {@code #} for each number and a point for each run of separators;
 *     leading separators are left out
 * @param numbers the numbers in order, as digits
 */
record NameShape(String skeleton, List<String> numbers) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern SEPARATORS = Pattern.compile("[./_:;|-]+");
  private static final Pattern LEADING = Pattern.compile("^\\.");

  NameShape {
    numbers = List.copyOf(numbers);
  }

  static NameShape of(String name) {
    String plain = SEPARATORS.matcher(NUMBER.matcher(name).replaceAll("#")).replaceAll(".");
    return new NameShape(
        LEADING.matcher(plain).replaceFirst(""),
        NUMBER.matcher(name).results().map(MatchResult::group).toList());
  }

  static int numbersIn(String skeleton) {
    return (int) skeleton.chars().filter(c -> c == '#').count();
  }

  /** By number after number, the shorter digits first, which is the order of counting. */
  static int compareNumbers(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = Integer.compare(a.get(i).length(), b.get(i).length());
      order = order != 0 ? order : a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
