package io.trtdoctor.calibration;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are written whole or not at all. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes the file under another name first; a file that is there is replaced.
   *
   * @throws MachineLacksException if it cannot be written
   */
  public static void write(Path path, byte[] content) {
    Path part = path.resolveSibling(".calibration-" + UUID.randomUUID() + ".part");
    try {
      try {
        Files.write(part, content, StandardOpenOption.CREATE_NEW);
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("calibration.write-failed", path, FileFault.of(e)), e);
    }
  }
}
