package io.trtdoctor.onnx;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of files that people give instead of an ONNX model, known by how they begin. */
enum FileKind {
  JPEG(0, "\u00ff\u00d8\u00ff"),
  PNG(0, "\u0089PNG\r\n"),
  GIF(0, "GIF8"),
  PDF(0, "%PDF-"),
  ZIP(0, "PK\u0003\u0004"),
  GZIP_IN_GZIP(0, "\u001f\u008b"),
  PICKLE(0, "\u0080\u0002"),
  HDF5(0, "\u0089HDF\r\n"),
  TFLITE(4, "TFL3"),
  NUMPY(0, "\u0093NUMPY"),
  ELF(0, "\u007fELF"),
  /** An engine of TensorRT 8 or later; as its serialised plans begin. */
  TENSORRT_PLAN(0, "ftrt"),
  /** An engine as other releases write it. */
  OLD_TENSORRT_PLAN(0, "ptrt"),
  /** An engine behind a JSON header and its length, as Ultralytics' exporter writes it. */
  WRAPPED_TENSORRT_PLAN(4, "{\""),
  CALIBRATION_CACHE(0, "TRT-"),
  GIT_LFS_POINTER(0, "version https://git-lfs"),
  HTML(0, "<"),
  /** Anything made of printable characters only; asked last, and only of what is no model. */
  TEXT(0, "");

  private static final int TEXT_SAMPLE = 512;

  private final int offset;
  private final String magic;

  FileKind(int offset, String magic) {
    this.offset = offset;
    this.magic = magic;
  }

  /**
   * Refuses a file that begins like one of the kinds that no ONNX model can begin like.
   *
   * @throws BadInputException saying what the file is and what to give instead
   */
  static void refuseOtherKinds(Path file, ByteBuffer bytes) {
    Optional<FileKind> kind =
        Arrays.stream(values())
            .filter(k -> k != TEXT && k != GZIP_IN_GZIP && k.begins(bytes))
            .findFirst();
    if (kind.isPresent()) {
      throw kind.get().refusal(file);
    }
  }

  /** The exception for a file that could not be read as a model: by its kind, else as given. */
  static BadInputException notAModel(Path file, ByteBuffer bytes, Message otherwise) {
    if (GZIP_IN_GZIP.begins(bytes)) {
      return GZIP_IN_GZIP.refusal(file);
    }
    return isText(bytes) ? TEXT.refusal(file) : new BadInputException(otherwise);
  }

  private BadInputException refusal(Path file) {
    String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new BadInputException(
        Message.of(
            "onnx.other-kind",
            file,
            Message.of("onnx.kind." + tag),
            Message.of("onnx.advice." + tag)));
  }

  private boolean begins(ByteBuffer bytes) {
    if (bytes.limit() < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes.get(offset + i) & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(ByteBuffer bytes) {
    int sample = Math.min(bytes.limit(), TEXT_SAMPLE);
    for (int i = 0; i < sample; i++) {
      int c = bytes.get(i) & 0xFF;
      if (c == 0x7F || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return false;
      }
    }
    return true;
  }
}
