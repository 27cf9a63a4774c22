package io.trtdoctor.probe;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A file known by its content; two references are equal if the contents are, wherever they lie.
 *
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param path where it lies on this machine, empty in a recipe read from elsewhere
 */
public record FileRef(String sha256, Optional<Path> path) {
  private static final int BUFFER = 1 << 16;

  public FileRef {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }

  /**
   * The file at a path.
   *
   * @throws BadInputException if it cannot be read
   */
  public static FileRef of(Path path) {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("probe.file-unreadable", path.toString(), FileFault.of(e)), e);
    }
    return new FileRef(Sha256.hex(digest), Optional.of(path.toAbsolutePath().normalize()));
  }

  /** A file of which only the content's hash is known. */
  public static FileRef ofHash(String sha256) {
    return new FileRef(sha256, Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileRef file && sha256.equals(file.sha256);
  }

  @Override
  public int hashCode() {
    return sha256.hashCode();
  }
}
