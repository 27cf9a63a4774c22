package io.trtdoctor.experiment;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** Files made for probes, each content once, in a folder of their own. */
public final class ContentFiles {
  private final Path folder;
  private final Map<ByteBuffer, FileRef> known = new HashMap<>();

  public ContentFiles(Path folder) {
    this.folder = folder;
  }

  /** The folder, made if it is not there. */
  Path folder() {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * The file with that content.
   *
   * @param ending of the file's name
   * @throws MachineLacksException if it cannot be written
   */
  public synchronized FileRef file(byte[] content, String ending) {
    return known.computeIfAbsent(ByteBuffer.wrap(content), bytes -> write(content, ending));
  }

  private FileRef write(byte[] content, String ending) {
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "made", ".part");
      Files.write(part, content);
      FileRef ref = FileRef.of(part);
      Path file = folder.resolve(ref.sha256() + ending);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return FileRef.of(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private MachineLacksException unwritable(IOException e) {
    return new MachineLacksException(
        Message.of("experiment.cannot-write", folder, String.valueOf(e.getMessage())), e);
  }
}
