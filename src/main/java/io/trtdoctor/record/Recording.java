package io.trtdoctor.record;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file that probes are appended to, each as a gzip member of its own with one JSON object: {@code
 * zcat} shows it whole.
 *
 * <p>A member is written in one go and synced, so a kill loses the probe in flight and no more. A
 * torn last member, which a kill may leave, is cut off when the file is opened again. Interrupting
 * the thread that writes does no harm, which is why this is no {@code FileChannel}.
 */
public final class Recording implements AutoCloseable {
  private final Path file;
  private final RandomAccessFile end;

  private Recording(Path file, RandomAccessFile end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Opens a recording to append to, and makes it if there is none.
   *
   * @throws MachineLacksException if the file cannot be written
   * @throws BadInputException if it is something else than a recording
   */
  public static Recording append(Path file) {
    try {
      RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw");
      try {
        long whole = RecordingReader.wholeMembersEnd(file);
        end.setLength(whole);
        end.seek(whole);
        return new Recording(file, end);
      } catch (IOException | DoctorException e) {
        end.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Appends a probe; it is on the disk when this returns. One that was given up is left out.
   *
   * @return where it stands, empty if it was left out
   * @throws MachineLacksException if the disk refuses
   */
  synchronized Optional<Member> append(Recipe recipe, Until until, Outcome outcome) {
    if (outcome instanceof Outcome.Unresolved unresolved && unresolved.isGivenUp()) {
      return Optional.empty();
    }
    try {
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
        gzip.write(RecordedProbeJson.write(recipe, until, outcome));
        gzip.write('\n');
      }
      long from = end.getFilePointer();
      end.write(member.toByteArray());
      end.getFD().sync();
      return Optional.of(new Member(from, member.size()));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Appends a probe; it is on the disk when this returns. One that was given up is left out.
   *
   * @throws MachineLacksException if the disk refuses
   */
  public void add(Recipe recipe, Until until, Outcome outcome) {
    append(recipe, until, outcome);
  }

  private static MachineLacksException unwritable(Path file, IOException e) {
    return new MachineLacksException(
        Message.of("probe.recording-unwritable", file.toString(), FileFault.of(e)), e);
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
