package io.trtdoctor.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How much of one log stands in another, line by line; times, addresses and other numbers aside.
 *
 * @param lines how many lines were looked for
 * @param alike how many of them stand in the other log, each at most as often as there
 * @param firstUnlike the first that does not
 */
record LogLikeness(int lines, int alike, Optional<String> firstUnlike) {
  private static final Pattern NUMBER =
      Pattern.compile("0x[0-9a-f]+|\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?");

  /** How much of their log stands in ours. */
  static LogLikeness of(List<String> theirs, List<String> ours) {
    Map<String, Integer> left = new HashMap<>();
    ours.forEach(line -> left.merge(plain(line), 1, Integer::sum));
    int alike = 0;
    Optional<String> unlike = Optional.empty();
    for (String line : theirs) {
      if (left.merge(plain(line), -1, Integer::sum) >= 0) {
        alike++;
      } else if (unlike.isEmpty()) {
        unlike = Optional.of(line);
      }
    }
    return new LogLikeness(theirs.size(), alike, unlike);
  }

  private static String plain(String line) {
    return NUMBER.matcher(line.strip()).replaceAll("#");
  }
}
