package io.trtdoctor.cli;

import java.util.List;
import picocli.CommandLine.ParseResult;

/** The options that say how a build was made. */
final class SettingsOptions {
  private static final List<String> FLAGS = List.of("--int8", "--fp16", "--bf16", "--fp8");

  private SettingsOptions() {}

  static CommandLayout addTo(CommandLayout layout) {
    FLAGS.forEach(layout::flag);
    return layout
        .value("none|prefer|obey", "--precision-constraints")
        .values("LAYER:TYPE,...", "--layer-precisions")
        .values("LAYER:TYPE,...", "--layer-output-types")
        .values("OPERATOR=TYPE", "--layer-type-precision")
        .values("FILE.csv", "--constraints")
        .value("entropy2|entropy|minmax|legacy", "--calibrator")
        .value("INPUT:SHAPE,...", "--shapes")
        .value("INPUT:SHAPE,...", "--minShapes")
        .value("INPUT:SHAPE,...", "--optShapes")
        .value("INPUT:SHAPE,...", "--maxShapes")
        .value("SIZE", "--workspace")
        .values("COMMAND", "--like");
  }

  static io.trtdoctor.model.BuildSettings read(ParseResult line) {
    return io.trtdoctor.model.BuildSettings.unknown();
  }
}
