package io.trtdoctor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.calibration.RangeFile;
import io.trtdoctor.calibration.RangeTable;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Turns a calibration cache into the dynamic ranges that {@code setDynamicRange} takes. */
final class CacheToRangesCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("to-ranges").argument(0, "CACHE", true).value("json|csv", "--format");
    return FileOutput.addTo(layout).asking();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Optional<Path> out = FileOutput.of(line);
    boolean csv = isCsv(line, out);
    RangeTable table =
        RangeTable.of(
            CalibrationCacheReader.read(CaseFiles.path(line.matchedPositionalValue(0, ""))));
    String text = csv ? RangeFile.csv(table) : RangeFile.json(table);
    out.ifPresentOrElse(
        file -> FileOutput.write(session, file, text.getBytes(UTF_8)),
        () -> session.console().print(text.stripTrailing()));
    return ExitStatus.FINE;
  }

  /** As {@code --format} says, else by the ending of the file. */
  private static boolean isCsv(ParseResult line, Optional<Path> out) {
    String ending =
        out.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
            .map(file -> "csv")
            .orElse("json");
    String format = line.matchedOptionValue("--format", ending);
    if (!format.equals("csv") && !format.equals("json")) {
      throw new UsageException(Message.of("cli.cache.format", format));
    }
    return format.equals("csv");
  }
}
