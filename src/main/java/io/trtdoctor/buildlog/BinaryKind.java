package io.trtdoctor.buildlog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a file that is no text probably is, by its first bytes. */
enum BinaryKind {
  PLAN,
  ONNX,
  IMAGE,
  LIBRARY,
  ARCHIVE,
  OTHER;

  private static final int MOST_CONTROLS_IN_A_HUNDRED = 5;

  /** The tag in the message catalogue. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean isGzip(byte[] sample) {
    return startsWith(sample, 0x1f, 0x8b);
  }

  /** The kind, empty for text. */
  static Optional<BinaryKind> of(byte[] sample) {
    if (startsWith(sample, 'p', 't', 'r', 't') || startsWith(sample, 'f', 't', 'r', 't')) {
      return Optional.of(PLAN);
    }
    if (startsWith(sample, 0xff, 0xd8, 0xff) || startsWith(sample, 0x89, 'P', 'N', 'G')) {
      return Optional.of(IMAGE);
    }
    if (startsWith(sample, 0x7f, 'E', 'L', 'F') || startsWith(sample, 'M', 'Z', 0x90)) {
      return Optional.of(LIBRARY);
    }
    if (startsWith(sample, 'P', 'K', 3, 4)
        || startsWith(sample, 0x28, 0xb5, 0x2f, 0xfd)
        || startsWith(sample, 0xfd, '7', 'z', 'X')
        || startsWith(sample, '7', 'z', 0xbc)
        || startsWith(sample, 'B', 'Z', 'h')) {
      return Optional.of(ARCHIVE);
    }
    if (looksLikeOnnx(sample)) {
      return Optional.of(ONNX);
    }
    return isMostlyText(sample) ? Optional.empty() : Optional.of(OTHER);
  }

  /** UTF-16, with a byte order mark. */
  static Optional<Charset> wideText(byte[] sample) {
    if (startsWith(sample, 0xff, 0xfe) || startsWith(sample, 0xfe, 0xff)) {
      return Optional.of(StandardCharsets.UTF_16);
    }
    return Optional.empty();
  }

  /** The length of UTF-8's mark at the start. */
  static int byteOrderMark(byte[] sample) {
    return startsWith(sample, 0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  /** An ONNX model begins with its IR version, field 1: {@code 08 0x}; a small one is half text. */
  private static boolean looksLikeOnnx(byte[] sample) {
    return sample.length > 2
        && sample[0] == 8
        && sample[1] > 0
        && sample[1] < 0x20
        && (holdsZero(sample) || !isMostlyText(sample));
  }

  private static boolean holdsZero(byte[] sample) {
    for (byte b : sample) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMostlyText(byte[] sample) {
    int controls = 0;
    int zeros = 0;
    for (byte b : sample) {
      if (b == 0) {
        zeros++;
      } else if (b > 0 && b < ' ' && "\t\n\r\f\b\u001b".indexOf(b) < 0) {
        controls++;
      }
    }
    boolean manyZeros = zeros * 50L > sample.length;
    return !manyZeros && controls * 100L <= (long) sample.length * MOST_CONTROLS_IN_A_HUNDRED;
  }

  private static boolean startsWith(byte[] sample, int... bytes) {
    if (sample.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((sample[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
