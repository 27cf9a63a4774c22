package io.trtdoctor.cli;

import io.trtdoctor.calibration.CalibrationCacheWriter;
import io.trtdoctor.calibration.RangeFile;
import io.trtdoctor.calibration.RangeTable;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Turns dynamic ranges into a calibration cache. */
final class CacheFromRangesCommand implements Command {
  @Override
  public CommandLayout layout() {
    CommandLayout layout =
        CommandLayout.named("from-ranges").argument(0, "RANGES", true).value("HEADER", "--header");
    return FileOutput.addTo(layout).asking();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    Optional<Path> out = FileOutput.of(line);
    RangeTable read = RangeFile.read(CaseFiles.path(line.matchedPositionalValue(0, "")));
    RangeTable table = read.withHeader(line.matchedOptionValue("--header", read.header()));
    if (table.header().isEmpty()) {
      throw new UsageException(Message.of("cli.cache.header-needed"));
    }
    byte[] cache = CalibrationCacheWriter.bytes(table.cache());
    out.ifPresentOrElse(
        file -> FileOutput.write(session, file, cache),
        () -> session.console().print(new String(cache, StandardCharsets.UTF_8).stripTrailing()));
    return ExitStatus.FINE;
  }
}
