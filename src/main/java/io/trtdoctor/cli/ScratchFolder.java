package io.trtdoctor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for files of the moment, which goes away with all that is in it. */
final class ScratchFolder implements AutoCloseable {
  private final Path folder;

  private ScratchFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A new one in the system's temporary folder.
   *
   * @throws io.trtdoctor.error.MachineLacksException if there is no room
   */
  static ScratchFolder open() {
    try {
      return new ScratchFolder(Files.createTempDirectory("trt-doctor-"));
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return; // the system clears its temporary folder itself
    }
  }
}
