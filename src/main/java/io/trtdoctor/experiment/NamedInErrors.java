package io.trtdoctor.experiment;

import io.trtdoctor.probe.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds which candidates an outcome's errors name. */
final class NamedInErrors {
  private NamedInErrors() {}

  /** The candidates named, in the order of their mention; of names within names the longest. */
  static <T> List<T> of(Outcome outcome, Collection<T> candidates, Function<T, String> name) {
    return Errors.of(outcome)
        .map(error -> in(error, candidates, name))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static <T> List<T> in(String error, Collection<T> candidates, Function<T, String> name) {
    return candidates.stream()
        .filter(candidate -> place(error, name.apply(candidate)) >= 0)
        .sorted(Comparator.comparingInt(candidate -> place(error, name.apply(candidate))))
        .toList();
  }

  /** Where the name stands by itself and not as a part of a longer one, or -1. */
  static int place(String error, String name) {
    for (int at = error.indexOf(name); at >= 0; at = error.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !isNamePart(error.charAt(at - 1)))
          && (end == error.length() || !isNamePart(error.charAt(end)))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '/' || c == '_';
  }
}
