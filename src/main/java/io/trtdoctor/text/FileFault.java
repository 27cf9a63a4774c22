package io.trtdoctor.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Why a file could not be read or written, in words; the file's own name is not among them. */
public final class FileFault {
  private FileFault() {}

  /** The reason, to be put into a message that names the file. */
  public static Message of(IOException failure) {
    return known(failure)
        .map(Message::of)
        .orElseGet(() -> Message.of("files.other", told(failure)));
  }

  private static Optional<String> known(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return Optional.of("files.missing");
    } else if (failure instanceof AccessDeniedException) {
      return Optional.of("files.denied");
    } else if (failure instanceof NotDirectoryException) {
      return Optional.of("files.not-a-folder");
    } else if (failure instanceof FileAlreadyExistsException) {
      return Optional.of("files.in-the-way");
    } else if (failure instanceof CharacterCodingException) {
      return Optional.of("files.no-text");
    }
    return "Is a directory".equals(told(failure)) ? Optional.of("files.folder") : Optional.empty();
  }

  private static String told(IOException failure) {
    Optional<String> told =
        failure instanceof FileSystemException refusal
            ? Optional.ofNullable(refusal.getReason())
            : Optional.ofNullable(failure.getMessage());
    return told.orElseGet(() -> failure.getClass().getSimpleName());
  }
}
