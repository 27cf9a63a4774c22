package io.trtdoctor.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The option that names a folder with templates for HTML pages. */
final class TemplatesOption {
  private static final String NAME = "--templates";

  private TemplatesOption() {}

  static CommandLayout addTo(CommandLayout layout) {
    return layout.value("DIR", NAME);
  }

  /** The folder, empty for the built-in templates. */
  static Optional<Path> of(ParseResult line) {
    return Optional.ofNullable(line.<String>matchedOptionValue(NAME, null)).map(CaseFiles::path);
  }
}
