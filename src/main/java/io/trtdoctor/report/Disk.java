package io.trtdoctor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the case folder needs of a file system; a test puts one in that fails. */
interface Disk {
  Disk REAL = new RealDisk();

  void createFolder(Path folder) throws IOException;

  /** A new file; closing it makes sure that it is on the disk. */
  OutputStream createFile(Path file) throws IOException;

  /** Moves a folder in one step, or not at all. */
  void moveInPlace(Path from, Path to) throws IOException;

  /** The file system of this machine. */
  final class RealDisk implements Disk {
    @Override
    public void createFolder(Path folder) throws IOException {
      Files.createDirectory(folder);
    }

    @Override
    public OutputStream createFile(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      return new SyncedOutputStream(Channels.newOutputStream(channel), channel);
    }

    @Override
    public void moveInPlace(Path from, Path to) throws IOException {
      syncFolder(from);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(to.toAbsolutePath().getParent());
    }

    /** Windows cannot open a folder; its moves need no such step. */
    private static void syncFolder(Path folder) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Forces what was written to the disk before it closes. */
  final class SyncedOutputStream extends java.io.FilterOutputStream {
    private final FileChannel channel;

    SyncedOutputStream(OutputStream out, FileChannel channel) {
      super(out);
      this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      try (FileChannel closing = channel) {
        out.flush();
        if (closing.isOpen()) {
          closing.force(true);
        }
      }
    }
  }
}
