package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The head of a NumPy array, format NEP 1.
 *
 * @param text as the file has it
 * @param type of the elements, empty for one that no input has
 * @param order of the bytes of an element
 * @param inFortranOrder whether the first dimension runs fastest
 */
record NpyHeader(
    String text,
    Optional<DataType> type,
    ByteOrder order,
    boolean inFortranOrder,
    List<Long> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\sL,]*)\\)");
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])(\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
  private static final int LONGEST = 1 << 16;
  private static final String ENDING = ".npy";

  private static final Map<String, DataType> TYPES =
      Map.ofEntries(
          Map.entry("f2", DataType.FP16),
          Map.entry("f4", DataType.FP32),
          Map.entry("f8", DataType.FP64),
          Map.entry("i1", DataType.INT8),
          Map.entry("i2", DataType.INT16),
          Map.entry("i4", DataType.INT32),
          Map.entry("i8", DataType.INT64),
          Map.entry("u1", DataType.UINT8),
          Map.entry("u2", DataType.UINT16),
          Map.entry("u4", DataType.UINT32),
          Map.entry("b1", DataType.BOOL));

  NpyHeader {
    shape = List.copyOf(shape);
  }

  /** The head of a file that is as long as it says, or longer. */
  static NpyHeader inFile(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      NpyHeader header = read(Channels.newInputStream(channel), file.toString());
      header.requireElements(channel.size() - channel.position(), file);
      return header;
    }
  }

  private void requireElements(long bytes, Path file) {
    int size = type.map(ElementWriter::size).orElse(0);
    if (size > 0 && bytes / size < count()) {
      throw new BadInputException(
          Message.of("data.npy-cut", file.toString(), shape, type.get().tag(), bytes));
    }
  }

  /** The arrays of a {@code .npz} file by name, without the ending. */
  static Map<String, NpyHeader> inArchive(Path file) throws IOException {
    Map<String, NpyHeader> members = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(ENDING)) {
          members.put(
              name.substring(0, name.length() - ENDING.length()), read(zip, file + "/" + name));
        }
      }
    }
    return members;
  }

  /**
   * Reads the head; the elements follow in the stream.
   *
   * @param name of the array, for messages
   * @throws BadInputException if it is none
   */
  static NpyHeader read(InputStream in, String name) throws IOException {
    byte[] start = in.readNBytes(10);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.length < 10 || start[i] != MAGIC[i]) {
        throw wrong(name);
      }
    }
    int length = Short.toUnsignedInt(little(start).getShort(8));
    if (start[6] > 1) {
      byte[] more = in.readNBytes(2);
      length = more.length < 2 || (more[0] | more[1]) != 0 ? LONGEST + 1 : length;
    }
    byte[] text = in.readNBytes(Math.min(length, LONGEST));
    if (text.length < length) {
      throw wrong(name);
    }
    return of(new String(text, StandardCharsets.ISO_8859_1), name);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NpyHeader of(String text, String name) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.find()) {
      throw wrong(name);
    }
    Matcher type = TYPE.matcher(text);
    boolean plain = type.find();
    return new NpyHeader(
        text.strip(),
        plain ? Optional.ofNullable(TYPES.get(type.group(2) + type.group(3))) : Optional.empty(),
        plain && type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        FORTRAN.matcher(text).find(),
        dimensions(shape.group(1), name));
  }

  private static List<Long> dimensions(String shape, String name) {
    try {
      List<Long> dimensions =
          Stream.of(shape.replace("L", "").split(","))
              .map(String::strip)
              .filter(dimension -> !dimension.isEmpty())
              .map(Long::parseLong)
              .toList();
      var unused = dimensions.stream().reduce(1L, Math::multiplyExact);
      return dimensions;
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(name);
    }
  }

  /** How many elements there are. */
  long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  private static BadInputException wrong(String name) {
    return new BadInputException(Message.of("data.no-numpy", name));
  }
}
