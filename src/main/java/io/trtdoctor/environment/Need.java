package io.trtdoctor.environment;

import io.trtdoctor.text.Message;
import java.util.List;

/**
 * What a command needs and this machine lacks.
 *
 * @param command the command, or {@code build} for building with a real TensorRT
 * @param lacks empty if the command can run
 */
public record Need(String command, List<Lack> lacks) {
  /**
   * One thing that is missing.
   *
   * @param what the thing
   * @param remedy the command or step that mends it
   */
  public record Lack(Message what, Message remedy) {
    static Lack of(String name, Object... args) {
      return new Lack(
          Message.of("environment.lack." + name, args),
          Message.of("environment.remedy." + name, args));
    }
  }

  public Need {
    lacks = List.copyOf(lacks);
  }

  /** Whether the command can run. */
  public boolean isMet() {
    return lacks.isEmpty();
  }
}
