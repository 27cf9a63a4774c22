package io.trtdoctor.bundle;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the directory of a zip archive says of its entries, beyond what Java's own reader tells. */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_BYTES = 22;
  private static final int LOCAL_BYTES = 30;
  private static final long LARGEST = 0xFFFFFFFFL;
  private static final int ENTRY_BYTES = 46;
  private static final int MOST_COMMENT = 0xFFFF;
  private static final int ENCRYPTED = 1;
  private static final int UNIX = 3;
  private static final int KIND = 0xF000;
  private static final int PLAIN_FILE = 0x8000;
  private static final int FOLDER = 0x4000;

  private final Path file;
  private final ByteBuffer bytes;

  private ZipDirectory(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** An entry's name, and whether it is something else than a file or folder. */
  record Entry(String name, boolean special) {}

  /** Where an entry's bytes lie, from its local header on. */
  private record Span(String name, long from, long to) {}

  /**
   * Reads the directory.
   *
   * @param most how many entries are read at most
   * @throws BadInputException if the file is no archive, is encrypted, has more entries, or some
   *     that share bytes
   */
  static List<Entry> read(Path file, int most) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE || size < END_BYTES) {
        throw new BadInputException(Message.of("bundle.no-zip", file));
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return new ZipDirectory(file, bytes.order(ByteOrder.LITTLE_ENDIAN)).entries(most);
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.cannot-read", file, FileFault.of(e)), e);
    }
  }

  private List<Entry> entries(int most) throws CharacterCodingException {
    int end = end();
    int count = bytes.getShort(end + 10) & 0xFFFF;
    long at = bytes.getInt(end + 16) & 0xFFFFFFFFL;
    if (count > most) {
      throw refused("bundle.too-many", count, most);
    }
    List<Entry> entries = new ArrayList<>();
    List<Span> spans = new ArrayList<>(List.of(new Span("", at, at)));
    for (int i = 0; i < count; i++) {
      require(at + ENTRY_BYTES <= end && bytes.getInt((int) at) == ENTRY);
      int entry = (int) at;
      int name = bytes.getShort(entry + 28) & 0xFFFF;
      int rest = (bytes.getShort(entry + 30) & 0xFFFF) + (bytes.getShort(entry + 32) & 0xFFFF);
      require(at + ENTRY_BYTES + name + rest <= end);
      require((bytes.getShort(entry + 8) & ENCRYPTED) == 0);
      Entry read = new Entry(text(entry + ENTRY_BYTES, name), isSpecial(entry));
      entries.add(read);
      spans.add(span(entry, read.name(), name));
      at += ENTRY_BYTES + name + rest;
    }
    require(at == end);
    requireApart(spans);
    return entries;
  }

  /** Sizes and places beyond 4 GiB would be in a record of their own, which bundles have not. */
  private Span span(int entry, String name, int nameBytes) {
    long size = bytes.getInt(entry + 20) & LARGEST;
    long from = bytes.getInt(entry + 42) & LARGEST;
    require(size != LARGEST && (bytes.getInt(entry + 24) & LARGEST) != LARGEST);
    require(from + LOCAL_BYTES <= bytes.limit() && bytes.getInt((int) from) == LOCAL);
    return new Span(name, from, from + LOCAL_BYTES + nameBytes + size);
  }

  private void requireApart(List<Span> spans) {
    List<Span> ordered =
        spans.stream().sorted(Comparator.comparingLong(Span::from)).collect(Collectors.toList());
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).from() < ordered.get(i - 1).to()) {
        throw refused("bundle.overlapping", ordered.get(i - 1).name());
      }
    }
    Span last = ordered.get(ordered.size() - 1);
    if (last.to() > spans.get(0).from()) {
      throw refused("bundle.overlapping", last.name());
    }
  }

  private int end() {
    int last = bytes.limit() - END_BYTES;
    for (int at = last; at >= Math.max(0, last - MOST_COMMENT); at--) {
      if (bytes.getInt(at) == END
          && at + END_BYTES + (bytes.getShort(at + 20) & 0xFFFF) == bytes.limit()) {
        return at;
      }
    }
    throw refused("bundle.no-zip");
  }

  private String text(int at, int length) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(at, length)).toString();
  }

  private boolean isSpecial(int entry) {
    int kind = (bytes.getInt(entry + 38) >>> 16) & KIND;
    boolean unix = (bytes.getShort(entry + 4) >>> 8) == UNIX;
    return unix && kind != 0 && kind != PLAIN_FILE && kind != FOLDER;
  }

  private void require(boolean sound) {
    if (!sound) {
      throw refused("bundle.no-zip");
    }
  }

  private BadInputException refused(String key, Object... more) {
    Object[] args = new Object[more.length + 1];
    args[0] = file;
    System.arraycopy(more, 0, args, 1, more.length);
    return new BadInputException(Message.of(key, args));
  }
}
