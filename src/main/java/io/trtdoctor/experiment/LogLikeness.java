package io.trtdoctor.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much of one log stands in another, line by line; times, addresses and other numbers aside.
 *
 * @param lines how many lines were looked for
 * @param unlike those that do not stand in the other log, or not as often, in order
 */
record LogLikeness(int lines, List<String> unlike) {
  private static final Pattern NUMBER =
      Pattern.compile("0x[0-9a-f]+|\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?");

  /** How much of their log stands in ours. */
  static LogLikeness of(List<String> theirs, List<String> ours) {
    Map<String, Integer> left = new HashMap<>();
    ours.forEach(line -> left.merge(plain(line), 1, Integer::sum));
    List<String> unlike =
        theirs.stream().filter(line -> left.merge(plain(line), -1, Integer::sum) < 0).toList();
    return new LogLikeness(theirs.size(), unlike);
  }

  /** How many lines stand in the other log, each at most as often as there. */
  int alike() {
    return lines - unlike.size();
  }

  private static String plain(String line) {
    return NUMBER.matcher(line.strip()).replaceAll("#");
  }
}
