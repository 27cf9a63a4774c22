package io.trtdoctor.console;

/** Where results and remarks go: results to standard output, everything else to standard error. */
public interface Console {
  /** Prints a result, followed by a line break. */
  void print(CharSequence text);

  /** Says something that is no result, followed by a line break. */
  void say(CharSequence text);

  /**
   * Shows that something is under way, if somebody is watching.
   *
   * @param task what is being done
   * @param total how many steps it takes, or a negative number if that is not known
   */
  Progress progress(String task, long total);

  /** Whether results go where escape sequences for colours are shown as colours. */
  default boolean showsColours() {
    return false;
  }

  /** Hands everything printed so far to the system. */
  void flush();
}
