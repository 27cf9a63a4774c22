package io.trtdoctor.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes NumPy files of FP32 values 0, 1, 2 and so on. */
public final class NpyFile {
  private NpyFile() {}

  public static byte[] of(String shape, int count) {
    byte[] header =
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(10 + header.length + count * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) header.length).put(header);
    for (int i = 0; i < count; i++) {
      out.putFloat(i);
    }
    return out.array();
  }
}
