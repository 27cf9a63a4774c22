package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** One command of the tool: how it is written and what it does. */
interface Command {
  /** Its options and arguments. */
  CommandLayout layout();

  /**
   * Does it.
   *
   * @throws io.trtdoctor.error.DoctorException if the command line, an input or the machine does
   *     not allow it
   */
  ExitStatus run(ParseResult line, Session session);
}
