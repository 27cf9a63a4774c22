package io.trtdoctor.buildlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Reads a whole log again to keep it somewhere, compressed. */
public final class WholeLog {
  private static final int BUFFER = 1 << 16;

  private WholeLog() {}

  /**
   * The log's UTF-8 text compressed by gzip; no more of it is ever in memory than {@code most}.
   *
   * @param name what to call the log in messages
   * @param most the greatest number of compressed bytes
   * @return empty if it takes more
   * @throws io.trtdoctor.error.BadInputException as {@link BuildLogReader} does
   */
  public static Optional<byte[]> compressed(Path log, String name, long most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LogSource source = LogSource.open(log, name);
        GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      InputStream in = source.stream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        gzip.write(buffer, 0, read);
        if (bytes.size() > most) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      throw BuildLogReader.unreadable(name, e);
    }
    return bytes.size() > most ? Optional.empty() : Optional.of(bytes.toByteArray());
  }
}
