package io.trtdoctor.cli;

import io.trtdoctor.console.Console;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.InputStream;
import java.util.Map;

/**
 * What a command works with.
 *
 * @param standardInput what a log called {@code -} is read from
 * @param environment the environment variables
 */
record Session(
    Console console, Texts texts, InputStream standardInput, Map<String, String> environment) {
  void print(Message message) {
    console.print(words().of(message));
  }

  void say(Message message) {
    console.say(new TerminalWords(texts, false).of(message));
  }

  /** Results in words, in colour where a terminal shows them and nobody asked for none. */
  TerminalWords words() {
    boolean refused =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new TerminalWords(texts, console.showsColours() && !refused);
  }
}
