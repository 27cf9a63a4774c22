package io.trtdoctor;

import io.trtdoctor.cli.SystemConsole;
import io.trtdoctor.cli.TrtDoctor;
import io.trtdoctor.console.Console;

/** Starts the tool: wires it to the process and ends the process with its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Console console = SystemConsole.open();
    System.exit(new TrtDoctor(console, System.in, System.getenv()).run(args));
  }
}
