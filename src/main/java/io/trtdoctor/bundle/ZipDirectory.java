package io.trtdoctor.bundle;

import io.trtdoctor.error.BadInputException;
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
import java.util.List;

/** What the directory of a zip archive says of its entries, beyond what Java's own reader tells. */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END_BYTES = 22;
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

  /**
   * Reads the directory.
   *
   * @param most how many entries are read at most
   * @throws BadInputException if the file is no archive, is encrypted or has more entries
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
      throw new BadInputException(
          Message.of("bundle.cannot-read", file, String.valueOf(e.getMessage())), e);
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
    for (int i = 0; i < count; i++) {
      require(at + ENTRY_BYTES <= end && bytes.getInt((int) at) == ENTRY);
      int entry = (int) at;
      int name = bytes.getShort(entry + 28) & 0xFFFF;
      int rest = (bytes.getShort(entry + 30) & 0xFFFF) + (bytes.getShort(entry + 32) & 0xFFFF);
      require(at + ENTRY_BYTES + name + rest <= end);
      require((bytes.getShort(entry + 8) & ENCRYPTED) == 0);
      entries.add(new Entry(text(entry + ENTRY_BYTES, name), isSpecial(entry)));
      at += ENTRY_BYTES + name + rest;
    }
    require(at == end);
    return entries;
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
