package io.trtdoctor.buildlog;

import io.trtdoctor.buildlog.LogEvent.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ties the errors of one build that only follow from an earlier one to it.
 *
 * <p>8.x says most errors twice, in a short form and with place and code; trtexec and 10.x repeat
 * them from {@code IBuilder::buildSerializedNetwork}. After a lost CUDA context everything fails,
 * and the programs around TensorRT report once more that there is no engine.
 */
final class FollowOnErrors {
  private static final int MOST_TEXTS = 1000;

  private final Map<String, Long> texts = new HashMap<>();
  private Optional<Long> latest = Optional.empty();
  private Optional<Long> contextLost = Optional.empty();

  /** The problem with the earlier one that it follows from, if there is one. */
  Problem tie(Problem problem) {
    if (!problem.isError()) {
      return problem;
    }
    long line = problem.line().number();
    String message = problem.line().message();
    Optional<Long> cause = causeOf(message);
    String core = core(message);
    if (texts.size() < MOST_TEXTS) {
      texts.putIfAbsent(core, cause.orElse(line));
    }
    if (contextLost.isEmpty() && losesContext(message)) {
      contextLost = Optional.of(cause.orElse(line));
    }
    if (cause.isEmpty()) {
      latest = Optional.of(line);
      return problem;
    }
    return new Problem(
        problem.line(),
        problem.code(),
        problem.sourceFile(),
        problem.function(),
        problem.assertion(),
        problem.names(),
        cause);
  }

  private Optional<Long> causeOf(String message) {
    if (contextLost.isPresent()) {
      return contextLost;
    }
    Optional<Long> repeated = Optional.ofNullable(texts.get(core(message)));
    if (repeated.isPresent()) {
      return repeated;
    }
    return NoEngineWords.in(message) ? latest : Optional.empty();
  }

  /** CUDA errors after which no call of the process works any more. */
  private static boolean losesContext(String message) {
    return message.contains("illegal memory access")
        || message.contains("misaligned address")
        || message.contains("unspecified launch failure")
        || message.contains("device-side assert")
        || message.contains("illegal instruction");
  }

  /** What both forms of an error share. */
  private static String core(String message) {
    String text = ProblemParser.withoutCode(message);
    int code = text.indexOf("Error Code ");
    int open = code < 0 ? -1 : text.indexOf(" (", code);
    if (open >= 0) {
      text = text.substring(open + 2);
      if (text.endsWith(")")) {
        text = text.substring(0, text.length() - 1);
      }
    }
    return text.strip();
  }
}
