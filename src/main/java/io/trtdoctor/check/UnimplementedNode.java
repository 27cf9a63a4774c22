package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The node of {@code Could not find any implementation for node ...}, with the line it stands in.
 */
record UnimplementedNode(String name, LogEvent event) {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "Could not find any implementation for node (.+?)(?: due to .*|\\.?\\)?\\s*)$");
  private static final Pattern WORKSPACE = Pattern.compile("insufficient workspace");

  static Optional<UnimplementedNode> first(BuildLog log) {
    return LogSearch.first(log, MESSAGE).map(event -> new UnimplementedNode(name(event), event));
  }

  private static String name(LogEvent event) {
    String text = event.line().message().lines().findFirst().orElse("");
    Matcher matcher = MESSAGE.matcher(text);
    return matcher.find() ? balanced(matcher.group(1)) : text;
  }

  /** The name without the bracket and the full stop that close the message around it. */
  private static String balanced(String name) {
    String result = name;
    while (result.endsWith(".")
        || (result.endsWith(")") && count(result, ')') > count(result, '('))) {
      result = result.substring(0, result.length() - 1);
    }
    return result;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** Whether TensorRT itself says that the workspace was too small. */
  boolean forWorkspace() {
    return LogSearch.says(event, WORKSPACE);
  }

  /** Whether pointwise layers are fused into another layer: {@code A + PWN(...)}. */
  boolean isFusedWithPointwise() {
    return isFusedWithPointwise(name);
  }

  static boolean isFusedWithPointwise(String name) {
    return name.contains(" + PWN(");
  }

  /** The layer that the block's name begins with. */
  String firstLayer() {
    int plus = name.indexOf(" + ");
    return plus < 0 ? name : name.substring(0, plus);
  }

  /** The layer whose output is the block's: the last one its name holds. */
  String lastLayer() {
    String tail = name.substring(Math.max(name.lastIndexOf(" + ") + 3, name.lastIndexOf(", ") + 2));
    return tail.replaceAll("^(PWN\\()+|\\)+$", "");
  }
}
