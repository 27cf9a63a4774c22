package io.trtdoctor.worker.child;

import io.trtdoctor.trt.RefusalException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a NumPy file, in memory order. */
final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCRIPTION =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])(\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");

  private final ByteBuffer data;
  private final String type;
  private final int size;

  private NpyArray(ByteBuffer data, String type, int size) {
    this.data = data;
    this.type = type;
    this.size = size;
  }

  /**
   * Reads a whole file.
   *
   * @throws RefusalException if it is none, or of an element type or order that is not supported
   */
  static NpyArray of(byte[] file, String name) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= file.length || file[i] != MAGIC[i]) {
        throw new RefusalException(name + " is no NumPy file");
      }
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12) {
      throw new RefusalException(name + " breaks off in its header");
    }
    int headerAt = file[6] == 1 ? 10 : 12;
    int length = file[6] == 1 ? Short.toUnsignedInt(in.getShort(8)) : in.getInt(8);
    if (length < 0 || headerAt + (long) length > file.length) {
      throw new RefusalException(name + " breaks off in its header");
    }
    String header = new String(file, headerAt, length, StandardCharsets.ISO_8859_1);
    Matcher description = DESCRIPTION.matcher(header);
    if (!description.find() || FORTRAN.matcher(header).find()) {
      throw new RefusalException(
          name + " must hold plain numbers in C order, not " + header.strip());
    }
    in.position(headerAt + length);
    ByteBuffer data =
        in.slice()
            .order(
                description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    String type = description.group(2) + description.group(3);
    if (!"f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 b1".contains(type)) {
      throw new RefusalException(name + " holds elements of type " + type + ", which is no input");
    }
    return new NpyArray(data, type, Integer.parseInt(description.group(3)));
  }

  /** How many numbers there are. */
  int count() {
    return data.remaining() / size;
  }

  double get(int index) {
    int at = index * size;
    return switch (type) {
      case "f2" -> HalfFloat.value(data.getShort(at));
      case "f4" -> data.getFloat(at);
      case "f8" -> data.getDouble(at);
      case "i1" -> data.get(at);
      case "i2" -> data.getShort(at);
      case "i4" -> data.getInt(at);
      case "i8" -> data.getLong(at);
      case "u2" -> Short.toUnsignedInt(data.getShort(at));
      case "u4" -> Integer.toUnsignedLong(data.getInt(at));
      default -> Byte.toUnsignedInt(data.get(at));
    };
  }
}
