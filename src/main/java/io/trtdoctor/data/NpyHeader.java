package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The head of a NumPy array, format NEP 1.
 *
 * @param count how many elements it has
 */
record NpyHeader(long count) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\sL,]*)\\)");
  private static final int LONGEST = 1 << 16;
  private static final String ENDING = ".npy";

  static NpyHeader inFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
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

  private static NpyHeader read(InputStream in, String name) throws IOException {
    byte[] start = in.readNBytes(10);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start.length < 10 || start[i] != MAGIC[i]) {
        throw wrong(name);
      }
    }
    ByteBuffer numbers = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int length = Short.toUnsignedInt(numbers.getShort(8));
    if (start[6] > 1) {
      byte[] more = in.readNBytes(2);
      length = more.length < 2 || (more[0] | more[1]) != 0 ? LONGEST : length;
    }
    byte[] text = in.readNBytes(Math.min(length, LONGEST));
    Matcher shape = SHAPE.matcher(new String(text, StandardCharsets.ISO_8859_1));
    if (!shape.find()) {
      throw wrong(name);
    }
    return new NpyHeader(count(shape.group(1), name));
  }

  private static long count(String shape, String name) {
    long count = 1;
    try {
      for (String dimension : shape.replace("L", "").split(",")) {
        if (!dimension.isBlank()) {
          count = Math.multiplyExact(count, Long.parseLong(dimension.strip()));
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(name);
    }
    return count;
  }

  private static BadInputException wrong(String name) {
    return new BadInputException(Message.of("data.no-numpy", name));
  }
}
