package io.trtdoctor.cli;

import picocli.CommandLine.ParseResult;

/** Judges a build by everything that is at hand. */
final class DiagnoseCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("diagnose")
            .argument(0, "MODEL.onnx", true)
            .values("FILE", "--log")
            .value("FILE", "--cache")
            .value("DIR", "--out");
    return SettingsOptions.addTo(layout).common();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    return ExitStatus.FINE;
  }
}
