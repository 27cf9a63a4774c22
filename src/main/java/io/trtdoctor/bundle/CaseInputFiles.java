package io.trtdoctor.bundle;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.Message;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that went into a case, found again and known by their content. */
final class CaseInputFiles {
  private final StoredCase stored;
  private final Wishes wishes;

  CaseInputFiles(StoredCase stored, Wishes wishes) {
    this.stored = stored;
    this.wishes = wishes;
  }

  /** Whether the network is the reduced one. */
  boolean isReduced() {
    return !wishes.wholeNetwork() && Files.isRegularFile(reduced());
  }

  private Path reduced() {
    return stored.folder().resolve(StoredCase.REDUCED);
  }

  /**
   * The network to hand out; empty for a case without.
   *
   * @throws BadInputException if it is not there any more, or is another one
   */
  Optional<FileRef> model() {
    if (isReduced()) {
      return Optional.of(FileRef.of(reduced()));
    }
    return stored
        .input("model")
        .map(input -> found(input.name(), wishes.model(), input.sha256(), "--model"));
  }

  /**
   * The calibration cache of that content.
   *
   * @throws BadInputException likewise
   */
  FileRef cache(String sha256) {
    String name =
        stored
            .input("cache")
            .map(StoredCase.Input::name)
            .or(() -> stored.setting("--cache"))
            .or(() -> stored.setting("--calib"))
            .orElse("");
    return found(name, wishes.cache(), sha256, "--cache");
  }

  /** A log that was given, if it is still what it was. */
  Optional<Path> log(StoredCase.Input input) {
    return path(input.name())
        .filter(Files::isRegularFile)
        .filter(file -> FileRef.of(file).sha256().equals(input.sha256()));
  }

  private static FileRef found(String name, Optional<Path> given, String sha256, String option) {
    Path path = given.or(() -> path(name)).orElse(Path.of(""));
    if ((name.isEmpty() && given.isEmpty()) || !Files.isRegularFile(path)) {
      throw new BadInputException(Message.of("bundle.input-gone", path, option));
    }
    FileRef file = FileRef.of(path);
    if (!file.sha256().equals(sha256)) {
      throw new BadInputException(Message.of("bundle.input-other", path, option));
    }
    return file;
  }

  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
