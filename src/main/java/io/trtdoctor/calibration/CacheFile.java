package io.trtdoctor.calibration;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a file that is said to be a calibration cache. */
record CacheFile(String text, Charset charset) {
  /** The greatest size read; a cache of a hundred thousand tensors takes less than 10 MB. */
  private static final int LARGEST = 64 << 20;

  static CacheFile read(Path path) {
    if (Files.isDirectory(path)) {
      throw new BadInputException(Message.of("calibration.directory", path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(in.readNBytes(LARGEST + 1), path.toString());
    } catch (NoSuchFileException e) {
      throw new BadInputException(Message.of("calibration.missing", path), e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(Message.of("calibration.unreadable", path), e);
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("calibration.read-failed", path, String.valueOf(e.getMessage())), e);
    }
  }

  static CacheFile of(byte[] content, String name) {
    if (content.length == 0) {
      throw new BadInputException(Message.of("calibration.empty-file", name));
    }
    FileKind.of(content)
        .ifPresent(
            kind -> {
              throw new BadInputException(Message.of("calibration.other-kind", name, kind.text()));
            });
    if (isBinary(content)) {
      throw new BadInputException(Message.of("calibration.binary", name));
    }
    if (content.length > LARGEST) {
      throw new BadInputException(Message.of("calibration.too-large", name, LARGEST >> 20));
    }
    return decode(content);
  }

  private static CacheFile decode(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return new CacheFile(text, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return new CacheFile(
          new String(content, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isBinary(byte[] content) {
    for (byte b : content) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return true;
      }
    }
    return false;
  }
}
