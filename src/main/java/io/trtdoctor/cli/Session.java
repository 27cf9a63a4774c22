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
    console.print(texts.render(message));
  }

  void say(Message message) {
    console.say(texts.render(message));
  }
}
