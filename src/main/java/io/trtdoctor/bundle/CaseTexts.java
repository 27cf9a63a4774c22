package io.trtdoctor.bundle;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Puts the texts of a case into a bundle, in other words where that is wanted. */
final class CaseTexts {
  private static final String FOLDER = "case/";
  private static final int MOST_LOG = 1 << 29;

  private static final Map<String, String> KINDS =
      Map.of(
          "report.html", "bundle.what.report",
          "report.md", "bundle.what.report",
          "findings.json", "bundle.what.findings",
          "case.json", "bundle.what.case",
          "build.log", "bundle.what.log",
          "tensors.csv", "bundle.what.tensors",
          "layers.csv", "bundle.what.layers",
          "log-events.jsonl", "bundle.what.events");

  private final StoredCase stored;
  private final Redaction redaction;
  private final Contents contents;
  private final List<Message> notes;

  CaseTexts(StoredCase stored, Redaction redaction, Contents contents, List<Message> notes) {
    this.stored = stored;
    this.redaction = redaction;
    this.contents = contents;
    this.notes = notes;
  }

  /** The files of the case's folder but for its networks and its recording. */
  void add() {
    for (Path file : stored.files()) {
      String name = file.toString().replace('\\', '/');
      if (!name.equals(StoredCase.PROBES) && !name.equals(StoredCase.REDUCED)) {
        add(file, name);
      }
    }
  }

  private void add(Path file, String name) {
    String packed = redaction.apply(name);
    Optional<byte[]> text =
        TextFiles.isText(name) && EntryName.isSound(packed)
            ? TextFiles.reworded(name, bytes(stored.folder().resolve(file)), redaction)
            : Optional.empty();
    if (text.isPresent()) {
      contents.add(
          FOLDER + packed, Message.of(KINDS.getOrDefault(name, "bundle.what.other")), text.get());
    } else {
      notes.add(Message.of("bundle.note.left-out", packed));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.cannot-read", file, FileFault.of(e)), e);
    }
  }

  /** Logs that were given to the case and are not in its folder. */
  void addLogs(CaseInputFiles inputs) {
    int number = 0;
    for (StoredCase.Input input : stored.inputs()) {
      if (input.role().equals("log") && !Files.exists(stored.folder().resolve("build.log"))) {
        number++;
        String name = "logs/" + number + ".log";
        Optional<byte[]> text =
            inputs.log(input).flatMap(file -> TextFiles.reworded(name, unpacked(file), redaction));
        if (text.isPresent()) {
          contents.add(name, Message.of("bundle.what.log"), text.get());
        } else {
          notes.add(Message.of("bundle.note.log-gone", redaction.apply(input.name())));
        }
      }
    }
  }

  /** The bytes of a file, unpacked if it is packed by gzip. */
  static byte[] unpacked(Path file) {
    try (InputStream plain = new BufferedInputStream(Files.newInputStream(file))) {
      plain.mark(2);
      boolean packed = plain.read() == 0x1f && plain.read() == 0x8b;
      plain.reset();
      try (InputStream in = packed ? new GZIPInputStream(plain) : plain) {
        return in.readNBytes(MOST_LOG);
      }
    } catch (IOException e) {
      throw new BadInputException(Message.of("bundle.cannot-read", file, FileFault.of(e)), e);
    }
  }
}
