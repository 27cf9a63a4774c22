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
   * @throws UsageException if no file can be written there, or one is there and may not be replaced
   */
  static Optional<Path> of(ParseResult line) {
    Optional<Path> file =
        Optional.ofNullable(line.<String>matchedOptionValue("--out", null)).map(CaseFiles::path);
    file.ifPresent(FileOutput::requirePlace);
    if (file.filter(Files::exists).isPresent() && !line.hasMatchedOption("--force")) {
      throw new UsageException(Message.of("cli.out.exists", file.orElseThrow()));
    }
    return file;
  }

  /**
   * Refuses what is no place for a file before there is anything to write. Devices are refused
   * since the file would take their place.
   *
   * @throws UsageException likewise
   */
  static void requirePlace(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (Files.isDirectory(file)) {
      throw new UsageException(Message.of("cli.out.is-folder", file));
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UsageException(Message.of("cli.out.is-device", file));
    } else if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException(Message.of("cli.out.no-folder", file, folder));
    }
  }

  static void write(Session session, Path file, byte[] content) {
    WholeFile.write(file, content);
    session.say(Message.of("cli.out.written", file));
  }
}
