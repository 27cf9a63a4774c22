package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that a line of a log shows. What is wrong in it is listed, never complained about. */
public final class LogSettings {
  private static final Pattern TRTEXEC =
      Pattern.compile("&&&& \\w+ TensorRT\\.trtexec (?:\\[[^\\]]*\\] )*# (.*trtexec\\S*.*)");
  private static final Pattern POLYGRAPHY =
      Pattern.compile("(?:Running )?Command: (.*polygraphy(?:\\.exe)? (?:run|convert)\\b.*)");
  private static final Pattern PRECISION =
      Pattern.compile("(?:^|\\] )Precision: FP32((?:\\+\\w+)*)(?: \\((obey|prefer) .*\\))?\\s*$");
  private static final Pattern CALIBRATION =
      Pattern.compile("(?:^|\\] )Calibration: (?!Dynamic\\s*$)(\\S+)\\s*$");
  private static final Pattern FLAGS = Pattern.compile("^\\W*Flags\\s*\\| \\[([A-Z0-9_, ]*)\\]");

  private LogSettings() {}

  /**
   * The settings a line shows: a command line that trtexec or Polygraphy repeats, trtexec's {@code
   * Precision:} and {@code Calibration:}, Polygraphy's {@code Flags |}.
   *
   * @param line one line of the log, whatever stands before the message
   * @param where the line's place, as in {@code build.log:12}, named as the origin
   * @return empty if it shows none
   */
  public static Optional<BuildSettings> ofLine(String line, String where) {
    if (line.indexOf("trtexec") >= 0 || line.indexOf("polygraphy") >= 0) {
      return command(line).map(command -> lenient(command, where));
    }
    SettingsDraft draft = new SettingsDraft(where);
    boolean shown =
        (line.indexOf("Precision: ") >= 0 && precision(line, draft))
            || (line.indexOf("Calibration: ") >= 0 && calibration(line, draft))
            || (line.indexOf("Flags") >= 0 && flags(line, draft));
    return shown ? Optional.of(draft.settings()) : Optional.empty();
  }

  private static Optional<LikeCommand> command(String line) {
    try {
      return commandLine(line);
    } catch (UsageException e) {
      // A subcommand of Polygraphy's that builds nothing.
      return Optional.empty();
    }
  }

  private static Optional<LikeCommand> commandLine(String line) {
    Matcher trtexec = TRTEXEC.matcher(line);
    if (trtexec.find()) {
      return LikeCommand.of(optionWords(trtexec.group(1)));
    }
    Matcher polygraphy = POLYGRAPHY.matcher(line);
    return polygraphy.find()
        ? LikeCommand.of(List.of(polygraphy.group(1).strip().split("\\s+")))
        : Optional.empty();
  }

  /** The log repeats the words without quotes, so only what begins with dashes begins a word. */
  private static List<String> optionWords(String text) {
    return Arrays.stream(text.strip().split("\\s+(?=--?\\w)")).map(String::strip).toList();
  }

  private static BuildSettings lenient(LikeCommand command, String where) {
    SettingsDraft draft = new SettingsDraft(where);
    switch (command.tool()) {
      case TRTEXEC ->
          TrtexecDialect.options(command.arguments())
              .forEach(o -> attempt(() -> TrtexecDialect.take(o, draft), o, draft));
      case POLYGRAPHY ->
          PolygraphyDialect.options(command.arguments())
              .forEach(o -> attempt(() -> PolygraphyDialect.take(o, draft), o.option(), draft));
    }
    return draft.uncheckedSettings();
  }

  private static void attempt(Runnable take, GivenOption option, SettingsDraft draft) {
    try {
      take.run();
    } catch (UsageException e) {
      draft.notUnderstood(option.toString());
    }
  }

  private static boolean precision(String line, SettingsDraft draft) {
    Matcher matcher = PRECISION.matcher(line);
    if (!matcher.find()) {
      return false;
    }
    GivenOption option = GivenOption.flag("Precision");
    namedFlags(matcher.group(1).split("\\+"), option, draft);
    if (matcher.group(2) != null) {
      draft.mode(ConstraintMode.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)), option);
    }
    return true;
  }

  private static boolean calibration(String line, SettingsDraft draft) {
    Matcher matcher = CALIBRATION.matcher(line);
    if (!matcher.find() || matcher.group(1).isBlank()) {
      return false;
    }
    GivenOption option = new GivenOption("Calibration", matcher.group(1));
    draft.cache(option);
    draft.calibrator(CalibrationAlgorithm.ENTROPY_2, option);
    return true;
  }

  private static boolean flags(String line, SettingsDraft draft) {
    Matcher matcher = FLAGS.matcher(line);
    if (!matcher.find()) {
      return false;
    }
    GivenOption option = GivenOption.flag("Flags");
    namedFlags(matcher.group(1).split(",\\s*"), option, draft);
    if (matcher.group(1).contains("OBEY_PRECISION")) {
      draft.mode(ConstraintMode.OBEY, option);
    } else if (matcher.group(1).contains("PREFER_PRECISION")) {
      draft.mode(ConstraintMode.PREFER, option);
    }
    return true;
  }

  private static void namedFlags(String[] names, GivenOption option, SettingsDraft draft) {
    for (String name : names) {
      Arrays.stream(BuilderFlag.values())
          .filter(flag -> flag.name().equals(name))
          .forEach(flag -> draft.flag(flag, option));
    }
  }
}
