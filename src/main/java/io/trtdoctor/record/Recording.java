package io.trtdoctor.record;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file that probes are appended to, each as a gzip member of its own with one JSON object: {@code
 * zcat} shows it whole.
 *
 * <p>A member is written in one go and synced, so a kill loses the probe in flight and no more. A
 * torn last member, which a kill may leave, is cut off when the file is opened again.
 */
public final class Recording implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private Recording(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a recording to append to, and makes it if there is none.
   *
   * @throws MachineLacksException if the file cannot be written
   * @throws BadInputException if it is something else than a recording
   */
  public static Recording append(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        long whole = RecordingReader.wholeMembersEnd(file);
        channel.truncate(whole).position(whole);
        return new Recording(file, channel);
      } catch (IOException | DoctorException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Appends a probe; it is on the disk when this returns.
   *
   * @throws MachineLacksException if the disk refuses
   */
  public synchronized void add(Recipe recipe, Until until, Outcome outcome) {
    try {
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
        gzip.write(RecordedProbeJson.write(recipe, until, outcome));
        gzip.write('\n');
      }
      ByteBuffer bytes = ByteBuffer.wrap(member.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static MachineLacksException unwritable(Path file, IOException e) {
    return new MachineLacksException(
        Message.of("probe.recording-unwritable", file.toString(), String.valueOf(e.getMessage())),
        e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
