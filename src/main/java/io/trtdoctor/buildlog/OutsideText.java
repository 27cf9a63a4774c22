package io.trtdoctor.buildlog;

import java.util.Locale;

/** Recognises trouble that something other than TensorRT tells in lines of its own. */
final class OutsideText {
  static final String TRACEBACK = "Traceback (most recent call last)";
  private static final String CAUGHT = "Exception caught in ";

  /** In small letters. */
  private static final String[] SIGNS = {
    "error:",
    "failed",
    "failure",
    "exception",
    "terminate called",
    "what():",
    "aborted",
    "core dumped",
    "segmentation fault",
    "out of memory",
    "undefined symbol",
    "cannot open shared object",
    "is undefined",
    "unable to ",
    "could not ",
    "cannot ",
    "oom-kill",
    "not supported",
    "unsupported",
    "has no attribute",
    "no such file",
    "assertion",
    "bus error",
    "killed",
  };

  private OutsideText() {}

  static boolean beginsTraceback(String text) {
    return text.contains(TRACEBACK);
  }

  /** pybind11's word for a calibrator whose callback raised; it has a severity but no logger. */
  static boolean isCaughtException(String message) {
    return message.startsWith(CAUGHT);
  }

  /** Whether a line without a logger's prefix tells trouble. */
  static boolean isTrouble(String text) {
    if (isExceptionLine(text)) {
      return true;
    }
    String small = text.toLowerCase(Locale.ROOT);
    if (small.startsWith("error")) {
      return true;
    }
    for (String sign : SIGNS) {
      if (small.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  /** {@code TypeError: ...}, {@code pycuda._driver.LogicError: ...}, {@code KeyError}. */
  static boolean isExceptionLine(String text) {
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    String name = text.substring(0, end);
    boolean isName =
        name.endsWith("Error")
            || name.endsWith("Exception")
            || name.endsWith("Interrupt")
            || name.endsWith("SystemExit");
    return isName && (end == text.length() || text.charAt(end) == ':');
  }

  private static boolean isNamePart(char c) {
    return c == '.' || c == '_' || Character.isLetterOrDigit(c);
  }
}
