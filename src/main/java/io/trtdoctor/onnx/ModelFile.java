package io.trtdoctor.onnx;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A model's file mapped into memory; what was unpacked for it goes away when it is closed. */
final class ModelFile implements AutoCloseable {
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int CHUNK = 1 << 16;

  private final ByteBuffer bytes;
  private final Optional<Path> temporary;

  private ModelFile(ByteBuffer bytes, Optional<Path> temporary) {
    this.bytes = bytes;
    this.temporary = temporary;
  }

  /**
   * Opens a file after a look at what it is.
   *
   * @throws BadInputException if it cannot be a model
   */
  static ModelFile open(Path file) {
    checkPath(file);
    try {
      ModelFile plain = map(file, file, Optional.empty());
      return plain.isGzip() ? unpack(file) : plain;
    } catch (IOException e) {
      throw new BadInputException(Message.of("onnx.unreadable", file, reason(e)), e);
    }
  }

  ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    try {
      if (temporary.isPresent()) {
        Files.deleteIfExists(temporary.get());
      }
    } catch (IOException e) {
      temporary.get().toFile().deleteOnExit();
    }
  }

  private boolean isGzip() {
    return bytes.limit() >= 2
        && (bytes.get(0) & 0xFF) == GZIP_MAGIC_1
        && (bytes.get(1) & 0xFF) == GZIP_MAGIC_2;
  }

  private static void checkPath(Path file) {
    if (!Files.exists(file)) {
      throw new BadInputException(Message.of("onnx.missing", file));
    }
    if (Files.isDirectory(file)) {
      throw new BadInputException(Message.of("onnx.directory", file));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(Message.of("onnx.no-regular-file", file));
    }
    if (!Files.isReadable(file)) {
      throw new BadInputException(Message.of("onnx.not-permitted", file));
    }
  }

  private static ModelFile map(Path named, Path file, Optional<Path> temporary) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size == 0) {
        throw new BadInputException(Message.of("onnx.empty", named));
      }
      ByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, Integer.MAX_VALUE));
      FileKind.refuseOtherKinds(named, bytes);
      if (size > Integer.MAX_VALUE) {
        throw new BadInputException(Message.of("onnx.too-large", named, size));
      }
      return new ModelFile(bytes, temporary);
    }
  }

  private static ModelFile unpack(Path file) {
    Path temporary = temporaryFile();
    try {
      try (InputStream in = new GZIPInputStream(new BufferedInputStream(open(file, CHUNK)), CHUNK);
          OutputStream out = Files.newOutputStream(temporary)) {
        copy(file, in, out);
      }
      return map(file, temporary, Optional.of(temporary));
    } catch (ZipException | EOFException e) {
      delete(temporary);
      throw new BadInputException(Message.of("onnx.gzip-damaged", file, reason(e)), e);
    } catch (IOException e) {
      delete(temporary);
      throw new MachineLacksException(
          Message.of("onnx.no-room", file, temporary.toAbsolutePath().getParent(), reason(e)), e);
    } catch (BadInputException e) {
      delete(temporary);
      throw e;
    }
  }

  private static InputStream open(Path file, int chunk) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), chunk);
  }

  private static void copy(Path file, InputStream in, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      total += count;
      if (total > Integer.MAX_VALUE) {
        throw new BadInputException(Message.of("onnx.too-large", file, total));
      }
      out.write(chunk, 0, count);
    }
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("trt-doctor-", ".onnx");
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("onnx.no-temporary-file", System.getProperty("java.io.tmpdir"), reason(e)), e);
    }
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
