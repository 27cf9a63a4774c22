package io.trtdoctor.check;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches messages for patterns and remembers what came of it: every check searches every message
 * of a build, and the builds of a log repeat most of each other's messages.
 */
final class MessageSearch {
  private static final int MOST_REMEMBERED = 1000;
  private static final int LONGEST_REMEMBERED = 4000;

  private static final Map<String, Map<Pattern, Optional<MatchResult>>> REMEMBERED =
      new ConcurrentHashMap<>();

  private MessageSearch() {}

  /** The first place where the pattern matches in the message. */
  static Optional<MatchResult> find(String message, Pattern pattern) {
    if (message.length() > LONGEST_REMEMBERED) {
      return search(message, pattern);
    }
    Map<Pattern, Optional<MatchResult>> known = REMEMBERED.get(message);
    if (known == null) {
      known = remember(message);
    }
    Optional<MatchResult> found = known.get(pattern);
    if (found == null) {
      found = search(message, pattern);
      known.put(pattern, found);
    }
    return found;
  }

  private static Map<Pattern, Optional<MatchResult>> remember(String message) {
    if (REMEMBERED.size() >= MOST_REMEMBERED) {
      REMEMBERED.clear();
    }
    return REMEMBERED.computeIfAbsent(message, unknown -> new ConcurrentHashMap<>());
  }

  private static Optional<MatchResult> search(String message, Pattern pattern) {
    Matcher matcher = pattern.matcher(message);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }
}
