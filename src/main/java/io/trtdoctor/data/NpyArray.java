package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a NumPy file, in memory order. */
final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCRIPTION =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])(\\d+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");

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

  private final ElementReader elements;

  private NpyArray(ElementReader elements) {
    this.elements = elements;
  }

  /**
   * Reads a whole file.
   *
   * @throws BadInputException if it is none, or of an element type or order that is not supported
   */
  static NpyArray of(byte[] file, String name) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= file.length || file[i] != MAGIC[i]) {
        throw new BadInputException(Message.of("data.no-numpy", name));
      }
    }
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12) {
      throw new BadInputException(Message.of("data.no-numpy", name));
    }
    int headerAt = file[6] == 1 ? 10 : 12;
    int length = file[6] == 1 ? Short.toUnsignedInt(in.getShort(8)) : in.getInt(8);
    if (length < 0 || headerAt + (long) length > file.length) {
      throw new BadInputException(Message.of("data.no-numpy", name));
    }
    String header = new String(file, headerAt, length, StandardCharsets.ISO_8859_1);
    Matcher description = DESCRIPTION.matcher(header);
    if (!description.find() || FORTRAN.matcher(header).find()) {
      throw new BadInputException(Message.of("data.npy-layout", name, header.strip()));
    }
    in.position(headerAt + length);
    ByteBuffer data =
        in.slice()
            .order(
                description.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    String type = description.group(2) + description.group(3);
    DataType known = TYPES.get(type);
    if (known == null) {
      throw new BadInputException(Message.of("data.npy-layout", name, header.strip()));
    }
    return new NpyArray(new ElementReader(known, data));
  }

  /** How many numbers there are. */
  int count() {
    return elements.count();
  }

  double get(int index) {
    return elements.get(index);
  }
}
