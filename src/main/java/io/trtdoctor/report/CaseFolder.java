package io.trtdoctor.report;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A new folder with files and folders of files in it, that appears whole or not at all: it is
 * written beside its place and moved there in one step.
 */
final class CaseFolder {
  private static final int MOST_NAMESAKES = 1000;

  private final Path parent;
  private final Disk disk;
  private final Deque<Path> createdParents = new ArrayDeque<>();

  CaseFolder(Path parent, Disk disk) {
    this.parent = parent;
    this.disk = disk;
  }

  /**
   * Writes the files into a new folder of that name, or of that name with {@code -2} and so on.
   *
   * @param files contents by file name, or by {@code folder/file}
   * @param copies files to copy by file name
   * @return the folder
   * @throws MachineLacksException if the disk refuses; nothing remains then
   * @throws UsageException if the parent is a file
   */
  Path write(String name, Map<String, Content> files, Map<String, Path> copies) {
    if (Files.exists(parent) && !Files.isDirectory(parent)) {
      throw new UsageException(Message.of("report.out-is-a-file", parent.toString()));
    }
    Path temporary = parent.resolve(".case-" + UUID.randomUUID() + ".tmp");
    boolean done = false;
    try {
      createParents(parent.toAbsolutePath().normalize());
      disk.createFolder(temporary);
      for (Map.Entry<String, Content> file : files.entrySet()) {
        Path place = temporary.resolve(file.getKey());
        if (!Files.isDirectory(place.getParent())) {
          disk.createFolder(place.getParent());
        }
        writeFile(place, file.getValue());
      }
      for (Map.Entry<String, Path> copy : copies.entrySet()) {
        copyFile(copy.getValue(), temporary.resolve(copy.getKey()));
      }
      Path folder = moveInPlace(temporary, name);
      done = true;
      return folder;
    } catch (UncheckedIOException e) {
      throw refused(e.getCause());
    } catch (IOException e) {
      throw refused(e);
    } finally {
      if (!done) {
        removeRemains(temporary);
      }
    }
  }

  private void createParents(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      createParents(folder.getParent());
    }
    disk.createFolder(folder);
    createdParents.push(folder);
  }

  private void writeFile(Path file, Content content) throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(disk.createFile(file), StandardCharsets.UTF_8), 1 << 16)) {
      content.writeTo(out);
    }
  }

  private void copyFile(Path from, Path to) throws IOException {
    try (OutputStream out = disk.createFile(to)) {
      Files.copy(from, out);
    }
  }

  private Path moveInPlace(Path temporary, String name) throws IOException {
    for (int number = 1; ; number++) {
      Path target = parent.resolve(number == 1 ? name : name + "-" + number);
      if (isTaken(target)) {
        continue;
      }
      try {
        disk.moveInPlace(temporary, target);
        return target;
      } catch (FileSystemException e) {
        if (number >= MOST_NAMESAKES || !isTaken(target)) {
          throw e;
        }
      }
    }
  }

  private static boolean isTaken(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private MachineLacksException refused(IOException cause) {
    return new MachineLacksException(
        Message.of("report.cannot-write", parent.toString(), FileFault.of(cause)), cause);
  }

  private void removeRemains(Path temporary) {
    if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
      contents(temporary).forEach(CaseFolder::removeQuietly);
    }
    createdParents.forEach(CaseFolder::removeQuietly);
  }

  private static List<Path> contents(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What cannot be removed is left: the failure that brought us here is the one to tell. */
  private static void removeQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return;
    }
  }
}
