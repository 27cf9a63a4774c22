package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a pasted shell line into commands and words: quotes, backslashes, continued lines,
 * comments and redirections as a POSIX shell reads them; variables stay as they are.
 *
 * <p>A line that calls a {@code .exe} is one of Windows, where a backslash is part of a path and a
 * caret or backtick continues a line.
 */
final class ShellWords {
  private final String text;
  private final boolean windows;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String text) {
    this.text = text;
    this.windows = text.contains(".exe");
  }

  /**
   * The commands of the line in order, each as its words without redirections.
   *
   * @throws UsageException if a quote is not closed
   */
  static List<List<String>> commands(String text) {
    ShellWords shell = new ShellWords(text.replace("\r\n", "\n"));
    shell.run();
    return shell.commands;
  }

  private void run() {
    while (at < text.length()) {
      step(text.charAt(at++));
    }
    endCommand();
  }

  private void step(char c) {
    if (isContinuation(c)) {
      at = text.indexOf('\n', at) + 1;
    } else if (c == '\\' && !windows) {
      literal(at < text.length() ? text.charAt(at++) : c);
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else if (Character.isWhitespace(c)) {
      endWord();
    } else if (c == '>' || c == '<' || (c == '&' && next() == '>')) {
      redirection();
    } else if (c == '|' || c == '&' || c == ';') {
      endCommand();
    } else if (c == '#' && !inWord) {
      at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
    } else {
      literal(c);
    }
  }

  /** Whether the character ends the line for the eye alone; blanks may follow it by mistake. */
  private boolean isContinuation(char c) {
    boolean mark = c == '\\' || (windows && (c == '^' || c == '`'));
    int end = at;
    while (mark && end < text.length() && " \t".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return mark && end < text.length() && text.charAt(end) == '\n';
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : ' ';
  }

  private void literal(char c) {
    word.append(c);
    inWord = true;
  }

  private void quoted(char quote) {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      }
      if (c == '\\' && quote == '"' && "\"\\$`\n".indexOf(next()) >= 0 && at < text.length()) {
        c = text.charAt(at++);
        if (c == '\n') {
          continue;
        }
      }
      word.append(c);
    }
    throw new UsageException(Message.of("settings.open-quote", String.valueOf(quote)));
  }

  /** Leaves out {@code 2>&1}, {@code > file} and the like. */
  private void redirection() {
    if (word.toString().matches("\\d+")) {
      word.setLength(0);
      inWord = false;
    }
    endWord();
    while (at < text.length() && "<>&".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int before = words.size();
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "|&;<>".indexOf(text.charAt(at)) < 0) {
      step(text.charAt(at++));
    }
    endWord();
    words = new ArrayList<>(words.subList(0, Math.min(before, words.size())));
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
    }
    words = new ArrayList<>();
  }
}
