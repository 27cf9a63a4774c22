package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Shows a network. */
final class InspectCommand implements Command {
  @Override
  public CommandLayout layout() {
    return CommandLayout.named("inspect").argument(0, "MODEL.onnx", true).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
