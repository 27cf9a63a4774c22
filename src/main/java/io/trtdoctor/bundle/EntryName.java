package io.trtdoctor.bundle;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files in a bundle that are the same and do no harm on every system. */
final class EntryName {
  private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{N} ._+()@=,#~-]{1,200}");
  private static final int MOST_SEGMENTS = 16;
  private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]");

  private EntryName() {}

  /** Whether the name is a relative path without steps up, devices and signs with a meaning. */
  static boolean isSound(String name) {
    String[] segments = name.split("/", -1);
    return segments.length <= MOST_SEGMENTS
        && Arrays.stream(segments).allMatch(EntryName::isSoundSegment);
  }

  private static boolean isSoundSegment(String segment) {
    String stem = segment.replaceFirst("\\..*$", "").toLowerCase(Locale.ROOT);
    return SEGMENT.matcher(segment).matches()
        && !segment.startsWith(" ")
        && !segment.endsWith(" ")
        && !segment.endsWith(".")
        && !DEVICE.matcher(stem.strip()).matches();
  }
}
