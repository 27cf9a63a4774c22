package io.trtdoctor.buildlog;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Where a log is read from: opened, looked into, unpacked and turned to UTF-8 as needed. */
final class LogSource implements Closeable {
  private static final int SAMPLE = 8192;
  private static final int UNPACKING_BUFFER = 1 << 16;

  private final Optional<FileChannel> plainFile;
  private final InputStream stream;
  private final long start;
  private final long size;
  private final boolean compressed;
  private final Closeable opened;

  private LogSource(
      Optional<FileChannel> plainFile,
      InputStream stream,
      long start,
      long size,
      boolean compressed,
      Closeable opened) {
    this.plainFile = plainFile;
    this.stream = stream;
    this.start = start;
    this.size = size;
    this.compressed = compressed;
    this.opened = opened;
  }

  /** Opens a file; what is no regular file, such as a pipe, is read as a stream. */
  static LogSource open(Path file, String name) throws IOException {
    check(file, name);
    FileChannel channel = FileChannel.open(file);
    try {
      LogSource source = of(Channels.newInputStream(channel), name);
      boolean isPlain = Files.isRegularFile(file) && !source.compressed && source.start >= 0;
      return new LogSource(
          isPlain ? Optional.of(channel) : Optional.empty(),
          source.stream,
          Math.max(source.start, 0),
          isPlain ? channel.size() : 0,
          source.compressed,
          channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void check(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(Message.of("buildlog.directory", name));
    }
    if (!Files.exists(file)) {
      throw new BadInputException(Message.of("buildlog.missing", name));
    }
    if (!Files.isReadable(file)) {
      throw new BadInputException(Message.of("buildlog.no-permission", name));
    }
  }

  static LogSource of(InputStream in, String name) throws IOException {
    byte[] sample = in.readNBytes(SAMPLE);
    if (sample.length == 0) {
      throw new BadInputException(Message.of("buildlog.empty", name));
    }
    if (!BinaryKind.isGzip(sample)) {
      return text(sample, in, name, false);
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(sample), in);
    try {
      InputStream unpacked = new GZIPInputStream(whole, UNPACKING_BUFFER);
      byte[] inner = readWhatComes(unpacked);
      if (inner.length == 0) {
        throw new BadInputException(Message.of("buildlog.empty", name));
      }
      return text(inner, unpacked, name, true);
    } catch (ZipException | EOFException e) {
      throw new BadInputException(Message.of("buildlog.damaged-gzip", name), e);
    }
  }

  /** The first bytes, as many as come before damage, if any. */
  private static byte[] readWhatComes(InputStream in) throws IOException {
    byte[] buffer = new byte[SAMPLE];
    int filled = 0;
    while (filled < buffer.length) {
      int count;
      try {
        count = in.read(buffer, filled, buffer.length - filled);
      } catch (ZipException | EOFException e) {
        if (filled == 0) {
          throw e;
        }
        break;
      }
      if (count < 0) {
        break;
      }
      filled += count;
    }
    return Arrays.copyOf(buffer, filled);
  }

  private static LogSource text(byte[] sample, InputStream rest, String name, boolean compressed)
      throws IOException {
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(sample), rest);
    Optional<Charset> wide = BinaryKind.wideText(sample);
    if (wide.isPresent()) {
      InputStream narrow =
          new Utf8Stream(new BufferedReader(new InputStreamReader(whole, wide.get())));
      return new LogSource(Optional.empty(), narrow, -1, 0, compressed, whole);
    }
    BinaryKind.of(sample)
        .ifPresent(
            kind -> {
              throw new BadInputException(
                  Message.of("buildlog.binary", name, Message.of("buildlog.kind." + kind.tag())));
            });
    int mark = BinaryKind.byteOrderMark(sample);
    whole.skipNBytes(mark);
    return new LogSource(Optional.empty(), whole, mark, 0, compressed, whole);
  }

  Optional<FileChannel> plainFile() {
    return plainFile;
  }

  /** Where the text begins in the plain file, after a byte order mark. */
  long start() {
    return start;
  }

  long size() {
    return size;
  }

  InputStream stream() {
    return stream;
  }

  boolean isCompressed() {
    return compressed;
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }

  /** Text of another encoding as UTF-8; PowerShell's {@code >} writes UTF-16. */
  private static final class Utf8Stream extends InputStream {
    private final BufferedReader reader;
    private final char[] characters = new char[SAMPLE];
    private byte[] bytes = new byte[0];
    private int at;

    Utf8Stream(BufferedReader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, from, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      while (at == bytes.length) {
        int count = reader.read(characters);
        if (count < 0) {
          return false;
        }
        bytes = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      return true;
    }
  }
}
