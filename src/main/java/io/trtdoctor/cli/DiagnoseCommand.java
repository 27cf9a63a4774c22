package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Judges a build. */
final class DiagnoseCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("diagnose").argument(0, "MODEL.onnx", true).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
