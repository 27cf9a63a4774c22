package io.trtdoctor.calibration;

import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Files that are handed over in place of a calibration cache, known by their first bytes. */
enum FileKind {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG"),
  GZIP("\u001f\u008b"),
  ZIP("PK\u0003\u0004"),
  NPY("\u0093NUMPY"),
  /** A plan of TensorRT 8 and later; older ones begin with {@code ptrt}. */
  PLAN("ftrt"),
  OLD_PLAN("ptrt"),
  /** The field {@code ir_version} of a ModelProto, a version below 32 and then any field. */
  ONNX("\u0008");

  private static final int LARGEST_IR_VERSION = 31;

  private final String magic;

  FileKind(String magic) {
    this.magic = magic;
  }

  static Optional<FileKind> of(byte[] content) {
    return Arrays.stream(values()).filter(kind -> kind.begins(content)).findFirst();
  }

  /** What the file is, in words. */
  Message text() {
    return Message.of("calibration.kind." + name().toLowerCase(Locale.ROOT));
  }

  private boolean begins(byte[] content) {
    int length = Math.min(content.length, magic.length() + 1);
    String start = new String(content, 0, length, StandardCharsets.ISO_8859_1);
    return start.length() > magic.length()
        && start.startsWith(magic)
        && (this != ONNX || isIrVersion(start.charAt(1)));
  }

  private static boolean isIrVersion(int number) {
    return number > 0 && number <= LARGEST_IR_VERSION;
  }
}
