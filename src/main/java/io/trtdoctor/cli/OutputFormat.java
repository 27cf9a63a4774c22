package io.trtdoctor.cli;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.report.CaseReport;
import io.trtdoctor.report.FindingsJson;
import io.trtdoctor.report.JunitReport;
import io.trtdoctor.report.MarkdownReport;
import io.trtdoctor.report.ReportPage;
import io.trtdoctor.report.SarifReport;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** What a diagnosis is printed as: {@code --format}, and {@code --json} for short. */
enum OutputFormat {
  TEXT,
  JSON,
  MARKDOWN,
  SARIF,
  JUNIT;

  private static final String OPTION = "--format";
  private static final String SHORT = "--json";

  /** Adds the option. */
  static CommandLayout addTo(CommandLayout layout) {
    return layout.value(
        Arrays.stream(values()).map(OutputFormat::tag).collect(Collectors.joining("|")), OPTION);
  }

  /**
   * The format asked for; text without options.
   *
   * @throws UsageException if there is none of that name, or two are asked for
   */
  static OutputFormat of(ParseResult line) {
    String word = line.matchedOptionValue(OPTION, line.hasMatchedOption(SHORT) ? "json" : "text");
    OutputFormat format =
        Arrays.stream(values())
            .filter(known -> known.tag().equals(word))
            .findFirst()
            .orElseThrow(() -> new UsageException(Message.of("cli.usage.format", word)));
    if (line.hasMatchedOption(SHORT) && format != JSON) {
      throw new UsageException(Message.of("cli.usage.two-formats", word));
    }
    return format;
  }

  /**
   * Refuses a format that makes no sense before any work is done.
   *
   * @throws UsageException as {@link #of(ParseResult)} does
   */
  static void check(ParseResult line) {
    of(line);
  }

  /** Whether it tells of the case as a whole: inputs, versions and the command line too. */
  boolean isReport() {
    return this != TEXT && this != JSON;
  }

  /** The report in this format, without a line break at its end; {@code TEXT} has none. */
  String of(CaseReport report) {
    return switch (this) {
      case TEXT -> throw new IllegalStateException("text is printed build by build");
      case JSON -> FindingsJson.of(report.diagnosis(), report.language()).stripTrailing();
      case MARKDOWN -> written(new MarkdownReport(), report);
      case SARIF -> written(new SarifReport(), report);
      case JUNIT -> written(new JunitReport(), report);
    };
  }

  private static String written(ReportPage page, CaseReport report) {
    StringWriter out = new StringWriter();
    try {
      page.write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return out.toString().stripTrailing();
  }

  private String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
