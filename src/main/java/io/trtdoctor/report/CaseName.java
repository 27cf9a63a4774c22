package io.trtdoctor.report;

import io.trtdoctor.finding.Diagnosis;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a case folder: what was judged, and when. */
final class CaseName {
  private static final int LONGEST_STEM = 48;
  private static final List<String> NAMING_ROLES = List.of("model", "log", "cache");
  private static final Pattern ENDINGS =
      Pattern.compile("(\\.(onnx|log|txt|gz|cache|calib|plan|json))+$", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{N}._-]+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private CaseName() {}

  static String of(Diagnosis diagnosis, ZonedDateTime time) {
    return stem(diagnosis) + "-" + TIME.format(time);
  }

  private static String stem(Diagnosis diagnosis) {
    return NAMING_ROLES.stream()
        .flatMap(role -> diagnosis.inputs().stream().filter(i -> i.role().equals(role)))
        .findFirst()
        .flatMap(input -> fileStem(input.name()))
        .orElse("case");
  }

  private static Optional<String> fileStem(String name) {
    if (name.equals("-")) {
      return Optional.of("stdin");
    }
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String fit = UNFIT.matcher(ENDINGS.matcher(file).replaceFirst("")).replaceAll("_");
    String stem = fit.replaceFirst("^[._-]+", "").replaceFirst("[._-]+$", "");
    return Optional.of(stem.substring(0, stem.offsetByCodePoints(0, shortLength(stem))))
        .filter(s -> !s.isEmpty());
  }

  private static int shortLength(String stem) {
    return Math.min(stem.codePointCount(0, stem.length()), LONGEST_STEM);
  }
}
