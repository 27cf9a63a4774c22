package io.trtdoctor.cli;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.settings.GivenOption;
import io.trtdoctor.settings.SettingsParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The options that say how a build was made. */
final class SettingsOptions {
  private static final List<String> FLAGS =
      List.of("--int8", "--fp16", "--bf16", "--fp8", "--strongly-typed");
  private static final List<String> SINGLE =
      List.of(
          "--precision-constraints",
          "--calibrator",
          "--cache",
          "--shapes",
          "--minShapes",
          "--optShapes",
          "--maxShapes",
          "--workspace");
  private static final List<String> REPEATED =
      List.of(
          "--layer-precisions", "--layer-output-types", "--layer-type-precision", "--constraints");

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
        .value("COMMAND", "--like");
  }

  /**
   * What the options say.
   *
   * @throws io.trtdoctor.error.UsageException if a value makes no sense
   * @throws io.trtdoctor.error.BadInputException if a file of constraints cannot be read
   */
  static BuildSettings read(ParseResult line) {
    List<GivenOption> given = new ArrayList<>();
    FLAGS.stream().filter(line::hasMatchedOption).map(GivenOption::flag).forEach(given::add);
    for (String name : SINGLE) {
      Optional.ofNullable(line.<String>matchedOptionValue(name, null))
          .ifPresent(value -> given.add(new GivenOption(name, value)));
    }
    for (String name : REPEATED) {
      line.matchedOptionValue(name, List.<String>of())
          .forEach(value -> given.add(new GivenOption(name, value)));
    }
    Optional<String> like = Optional.ofNullable(line.matchedOptionValue("--like", null));
    return SettingsParser.parse(given, like, BuildSettings.unknown());
  }
}
