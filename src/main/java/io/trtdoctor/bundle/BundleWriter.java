package io.trtdoctor.bundle;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs the contents of a bundle: the same contents give the same bytes. */
public final class BundleWriter {
  /** The earliest time that an archive can name; when files were made tells nobody anything. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private BundleWriter() {}

  /**
   * Refuses a place that is taken.
   *
   * @throws UsageException if there is something
   */
  public static void requireFree(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(Message.of("bundle.taken", file));
    }
  }

  /**
   * Writes the archive, whole or not at all.
   *
   * @throws UsageException if the file is there already
   * @throws MachineLacksException if it cannot be written
   */
  public static void write(Contents contents, Path file) {
    requireFree(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    try {
      Path part = Files.createTempFile(folder, ".bundle-", ".part");
      try {
        pack(contents, part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new MachineLacksException(Message.of("bundle.cannot-write", file, FileFault.of(e)), e);
    }
  }

  private static void pack(Contents contents, Path part) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (String name : contents.files().keySet()) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        Files.copy(contents.file(name), zip);
        zip.closeEntry();
      }
    }
  }
}
