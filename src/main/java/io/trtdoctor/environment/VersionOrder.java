package io.trtdoctor.environment;

/** Compares versions such as {@code 525.60.13} number by number. */
final class VersionOrder {
  private VersionOrder() {}

  static boolean isBefore(String version, String other) {
    String[] left = version.split("\\.");
    String[] right = other.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = Integer.compare(number(left[i]), number(right[i]));
      if (order != 0) {
        return order < 0;
      }
    }
    return left.length < right.length;
  }

  /** What stands before the first dot. */
  static String major(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
