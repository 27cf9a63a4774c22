package io.trtdoctor.cli;

import io.trtdoctor.calibration.WholeFile;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The file that {@code --out} names; one that is there is replaced only with {@code --force}. */
final class FileOutput {
  private FileOutput() {}

  static CommandLayout addTo(CommandLayout layout) {
    return layout.value("FILE", "--out").flag("--force");
  }

  /**
   * Where to write, empty without {@code --out}.
   *
   * @throws UsageException if the file is there and may not be replaced
   */
  static Optional<Path> of(ParseResult line) {
    Optional<Path> file =
        Optional.ofNullable(line.<String>matchedOptionValue("--out", null)).map(CaseFiles::path);
    boolean force = line.hasMatchedOption("--force");
    if (file.filter(f -> Files.isDirectory(f) || (Files.exists(f) && !force)).isPresent()) {
      boolean folder = Files.isDirectory(file.orElseThrow());
      throw new UsageException(
          Message.of(folder ? "cli.out.is-folder" : "cli.out.exists", file.orElseThrow()));
    }
    return file;
  }

  static void write(Session session, Path file, byte[] content) {
    WholeFile.write(file, content);
    session.say(Message.of("cli.out.written", file));
  }
}
