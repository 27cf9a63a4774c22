package io.trtdoctor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides who built what: home folders and user names in paths. */
public final class HomeFolders {
  private static final String WHO = "USER";

  /** A user's name: up to the next separator, quote or space; Windows names may hold spaces. */
  private static final List<Pattern> HOMES =
      List.of(
          Pattern.compile(
              "(?i)(?<before>(?<![A-Z])[A-Z]:[\\\\/]+(?:Users|Documents and Settings)[\\\\/]+)"
                  + "(?:[^\\\\/:*?\"<>|\\r\\n]+(?=[\\\\/])|[^\\s\\\\/:*?\"'<>|,;]+)"),
          Pattern.compile("(?<before>/(?:home\\d*|Users)/)[^/\\s\"'`:;,<>|)\\]}]+"),
          Pattern.compile("(?<before>(?<![\\w.\\-/]))/root(?![\\w.\\-])"));

  private final List<Mask> masks;

  private record Mask(Pattern pattern, String replacement) {}

  private HomeFolders(List<Mask> masks) {
    this.masks = List.copyOf(masks);
  }

  /** Knows everybody's usual home folders and, if given, one user's name and home. */
  public static HomeFolders of(Optional<String> userName, Optional<String> home) {
    List<Mask> masks = new ArrayList<>();
    home.filter(folder -> folder.length() > 1)
        .ifPresent(
            folder ->
                masks.add(
                    new Mask(
                        Pattern.compile(Pattern.quote(folder) + "(?![\\w.\\-])"), "/home/" + WHO)));
    masks.add(new Mask(HOMES.get(0), "${before}" + WHO));
    masks.add(new Mask(HOMES.get(1), "${before}" + WHO));
    masks.add(new Mask(HOMES.get(2), "/home/" + WHO));
    userName
        .filter(name -> !name.isBlank())
        .ifPresent(
            name ->
                masks.add(
                    new Mask(
                        Pattern.compile(
                            "(?<=[\\\\/])" + Pattern.quote(name) + "(?=[\\\\/]|[\\s\"'`:;,)]|$)"),
                        WHO)));
    return new HomeFolders(masks);
  }

  /** Knows the user who runs this JVM. */
  public static HomeFolders ofThisUser() {
    return of(
        Optional.ofNullable(System.getProperty("user.name")),
        Optional.ofNullable(System.getProperty("user.home")));
  }

  /** The text with every home folder and user name in a path hidden. */
  public String mask(String text) {
    String masked = text;
    for (Mask mask : masks) {
      Matcher matcher = mask.pattern().matcher(masked);
      masked = matcher.replaceAll(mask.replacement());
    }
    return masked;
  }
}
