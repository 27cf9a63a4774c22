package io.trtdoctor.bundle;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a bundle that somebody sent. Everything about it may be hostile: names are checked before
 * anything is written, and what counts is how much comes out, not how much it says.
 */
public final class BundleReader {
  private static final Set<String> READ_AT_ONCE =
      Set.of(Manifest.NAME, OpenedBundle.RECIPE, OpenedBundle.CACHE);

  private static final long MOST_AT_ONCE = 1 << 26;

  private final Limits limits;

  public BundleReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * How much may come out of a bundle.
   *
   * @param files how many files
   * @param bytes in all of them together
   */
  public record Limits(int files, long bytes) {
    /** More than any case has, and less than a disk. */
    public static Limits usual() {
      return new Limits(2000, 4L << 30);
    }
  }

  /**
   * Unpacks a bundle into a new folder, whole or not at all.
   *
   * @throws UsageException if the folder is there already
   * @throws BadInputException if the bundle is damaged or refused
   * @throws MachineLacksException if the disk refuses
   */
  public OpenedBundle unpack(Path file, Path folder) {
    BundleWriter.requireFree(folder);
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          Message.of(Files.isDirectory(file) ? "bundle.is-folder" : "bundle.not-there", file));
    }
    check(file, ZipDirectory.read(file, limits.files()));
    Path parent = Optional.ofNullable(folder.toAbsolutePath().getParent()).orElse(Path.of("/"));
    try {
      Files.createDirectories(parent);
      Path part = Files.createTempDirectory(parent, ".bundle-");
      try {
        unpackInto(file, part);
        OpenedBundle.check(part);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        remove(part);
      }
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("bundle.cannot-write", folder, FileFault.of(e)), e);
    }
    return OpenedBundle.of(folder);
  }

  private static void check(Path file, List<ZipDirectory.Entry> entries) {
    Set<String> taken = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (ZipDirectory.Entry entry : entries) {
      String name = entry.name().replaceFirst("/$", "");
      if (entry.special()) {
        throw new BadInputException(Message.of("bundle.special-entry", file, name));
      } else if (!EntryName.isSound(name)) {
        throw new BadInputException(Message.of("bundle.bad-name", file, name));
      } else if (!entry.name().endsWith("/") && !taken.add(alike(name))) {
        throw new BadInputException(Message.of("bundle.twice", file, name));
      }
      String above = alike(entry.name());
      while (above.lastIndexOf('/') > 0) {
        above = above.substring(0, above.lastIndexOf('/'));
        folders.add(above);
      }
    }
    folders.retainAll(taken);
    if (!folders.isEmpty()) {
      throw new BadInputException(Message.of("bundle.twice", file, folders.iterator().next()));
    }
  }

  /** Names that are one and the same on some system. */
  private static String alike(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private void unpackInto(Path file, Path folder) throws IOException {
    long left = limits.bytes();
    try (ZipFile zip = opened(file)) {
      for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new BadInputException(Message.of("bundle.bad-name", file, entry.getName()));
        }
        Files.createDirectories(target.getParent());
        left -= copy(file, zip, entry, target, Math.min(left, most(entry.getName())));
      }
    }
    Path recording = folder.resolve(OpenedBundle.PROBES);
    if (Files.exists(recording)) {
      count(file, recording, left);
    }
  }

  /** What is read at once into memory must not be large. */
  private static long most(String name) {
    return READ_AT_ONCE.contains(name) ? MOST_AT_ONCE : Long.MAX_VALUE;
  }

  /** A bomb may lie in the recording, which is packed itself. */
  private void count(Path file, Path recording, long left) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long counted = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(recording), buffer.length)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        counted += n;
        if (counted > left) {
          throw tooLarge(file);
        }
      }
    } catch (ZipException | EOFException e) {
      // Whoever reads the recording says what is wrong with it.
    }
  }

  private BadInputException tooLarge(Path file) {
    return new BadInputException(Message.of("bundle.too-large", file, limits.bytes()));
  }

  private static ZipFile opened(Path file) {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.cannot-read", file, FileFault.of(e)), e);
    }
  }

  private long copy(Path file, ZipFile zip, ZipEntry entry, Path target, long left)
      throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int n = read(file, in, buffer); n >= 0; n = read(file, in, buffer)) {
        copied += n;
        if (copied > left) {
          throw tooLarge(file);
        }
        out.write(buffer, 0, n);
      }
    }
    return copied;
  }

  /** What cannot be read is the bundle's fault, what cannot be written is not. */
  private static int read(Path file, InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.cannot-read", file, FileFault.of(e)), e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
