package io.trtdoctor.record;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads recordings member by member, so that a torn last one is told from a damaged one: a member
 * that the file ends in is dropped, anything else is an error.
 */
public final class RecordingReader {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  /** No probe has as much to tell, logs and outputs included. */
  private static final int MOST_BYTES = 1 << 28;

  private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8, 0};

  private final Path file;
  private final byte[] bytes;
  private int at;
  private int member;

  private RecordingReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * The probes of a recording in order.
   *
   * @throws BadInputException if it cannot be read, or is damaged before its last member
   */
  public static List<RecordedProbe> read(Path file) {
    return read(file, probe -> true);
  }

  /**
   * Some of a recording's probes in order; the others take no memory.
   *
   * @throws BadInputException likewise
   */
  public static List<RecordedProbe> read(Path file, Predicate<RecordedProbe> wanted) {
    List<RecordedProbe> probes = new ArrayList<>();
    forEach(
        file,
        (probe, member) -> {
          if (wanted.test(probe)) {
            probes.add(probe);
          }
        });
    return probes;
  }

  /**
   * Hands over one probe after the other, with where it stands.
   *
   * @throws BadInputException if it cannot be read, or is damaged before its last member
   */
  static void forEach(Path file, BiConsumer<RecordedProbe, Member> use) {
    RecordingReader reader = new RecordingReader(file, bytes(file));
    int from = reader.at;
    Optional<byte[]> json = reader.next();
    while (json.isPresent()) {
      use.accept(reader.probe(json.get()), new Member(from, reader.at - from));
      from = reader.at;
      json = reader.next();
    }
  }

  /**
   * One probe.
   *
   * @throws BadInputException if it cannot be read or is damaged
   */
  static RecordedProbe read(Path file, Member place) {
    RecordingReader reader = new RecordingReader(file, bytes(file, place));
    return reader.next().map(reader::probe).orElseThrow(() -> reader.damaged("cut off"));
  }

  private static byte[] bytes(Path file, Member place) {
    byte[] bytes = new byte[place.length()];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(place.from());
      in.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Where the last whole member ends, in bytes from the file's start. */
  static long wholeMembersEnd(Path file) {
    RecordingReader reader = new RecordingReader(file, bytes(file));
    while (reader.next().isPresent()) {
      // whole
    }
    return reader.at;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BadInputException unreadable(Path file, IOException e) {
    return new BadInputException(
        Message.of("probe.recording-unreadable", file.toString(), FileFault.of(e)), e);
  }

  private RecordedProbe probe(byte[] json) {
    try {
      return RecordedProbeJson.read(json);
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (DoctorException e) {
      throw damaged(e.getMessage());
    }
  }

  private BadInputException damaged(String why) {
    return new BadInputException(
        Message.of("probe.recording-damaged", file.toString(), member, why));
  }

  /** The next member's content, empty at the end or where the file breaks off. */
  private Optional<byte[]> next() {
    if (at == bytes.length) {
      return Optional.empty();
    }
    member++;
    requireMagic();
    try {
      byte[] content = inflate();
      requireOneProbe(content);
      return Optional.of(content);
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /** Whoever unpacks a recording and packs it again puts all probes into one member. */
  private void requireOneProbe(byte[] content) {
    for (int i = 0; i < content.length - 1; i++) {
      if (content[i] == '\n') {
        throw damaged("several probes in one gzip member, as if it had been packed again");
      }
    }
  }

  private void requireMagic() {
    for (int i = 0; i < Math.min(MAGIC.length, bytes.length - at); i++) {
      if (bytes[at + i] != MAGIC[i]) {
        throw member == 1
            ? new BadInputException(Message.of("probe.recording-no-gzip", file.toString()))
            : damaged("no gzip header");
      }
    }
  }

  private byte[] inflate() throws EOFException {
    int from = at + HEADER;
    if (from > bytes.length) {
      throw new EOFException();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, bytes.length - from);
      byte[] content = inflate(inflater);
      int end = from + Math.toIntExact(inflater.getBytesRead());
      if (end + TRAILER > bytes.length) {
        throw new EOFException();
      }
      requireChecksum(content, end);
      at = end + TRAILER;
      return content;
    } finally {
      inflater.end();
    }
  }

  private byte[] inflate(Inflater inflater) throws EOFException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try {
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && inflater.needsInput()) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        if (out.size() > MOST_BYTES) {
          throw damaged("more than " + MOST_BYTES + " bytes");
        }
      }
    } catch (DataFormatException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
    return out.toByteArray();
  }

  private void requireChecksum(byte[] content, int end) {
    CRC32 crc = new CRC32();
    crc.update(content);
    int stored =
        ByteBuffer.wrap(bytes, end, Integer.BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
    if ((int) crc.getValue() != stored) {
      throw damaged("wrong checksum");
    }
  }
}
