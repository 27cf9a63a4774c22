package io.trtdoctor.cli;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that a case's probes are kept in while it goes on. With an output folder it lies there,
 * in a folder of its own that goes away once the case is written; whatever ends the run before
 * leaves it, and {@code --resume} goes on from it.
 */
final class CaseJournal {
  /** Its name in the folder of an unfinished case, and in that of a finished one. */
  static final String NAME = "probes.gz";

  private static final int HASH_DIGITS = 12;
  private static final int MOST_NAMESAKES = 1000;

  private final Path file;
  private final boolean kept;

  private CaseJournal(Path file, boolean kept) {
    this.file = file;
    this.kept = kept;
  }

  /**
   * A journal for a case.
   *
   * @param out where the case is to be written, empty for nowhere
   * @param resumed the folder of a case, finished or not, to go on with
   * @throws BadInputException if that folder holds no probes
   * @throws MachineLacksException if it cannot be written
   */
  static CaseJournal open(Optional<Path> out, Optional<Path> resumed, Recipe recipe) {
    Optional<Path> known = resumed.map(CaseJournal::probesIn);
    try {
      if (out.isEmpty()) {
        Path file = known.isPresent() ? known.get() : CaseFiles.temporary(".gz");
        return new CaseJournal(file, false);
      }
      Path folder = unfinished(out.get(), recipe, known);
      Files.createDirectories(folder);
      Path file = folder.resolve(NAME);
      if (known.isPresent() && !Files.exists(file)) {
        Files.copy(known.get(), file);
      }
      return new CaseJournal(file, true);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("cli.cannot-write", out.map(Path::toString).orElse(""), FileFault.of(e)), e);
    }
  }

  /**
   * The probes of a case, finished or not.
   *
   * @throws BadInputException if there are none
   */
  static Path probesIn(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(NAME) : place;
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(Message.of("cli.resume.no-probes", place));
    }
    return file;
  }

  /** The folder that is gone on with, or a new one. */
  private static Path unfinished(Path out, Recipe recipe, Optional<Path> known) {
    String name = "unfinished-" + recipe.hash().substring(0, HASH_DIGITS);
    Optional<Path> goneOnWith =
        known
            .map(Path::toAbsolutePath)
            .map(Path::getParent)
            .filter(folder -> folder.getFileName().toString().startsWith("unfinished-"));
    for (int number = 1; goneOnWith.isEmpty() && number < MOST_NAMESAKES; number++) {
      Path folder = out.resolve(number == 1 ? name : name + "-" + number);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
    return goneOnWith.orElseGet(() -> out.resolve(name));
  }

  Path file() {
    return file;
  }

  /** The folder to name to {@code --resume}, if the journal stays when the run is ended. */
  Optional<Path> folder() {
    return kept ? Optional.of(file.toAbsolutePath().getParent()) : Optional.empty();
  }

  /** The case is written, the probes with it. */
  void done() {
    if (kept) {
      try {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.toAbsolutePath().getParent());
      } catch (IOException e) {
        return; // it is of no use any more, and does no harm
      }
    }
  }
}
