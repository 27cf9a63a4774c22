package io.trtdoctor.worker.client;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A child's folder: its output, and what the Java runtime and the kernel leave behind it. */
final class ChildFiles {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final Pattern SIGNAL = Pattern.compile("#\\s+SIG[A-Z]+ \\(0x([0-9a-f]+)\\)");
  private static final int REPORT_HEAD = 4096;

  private final Path folder;
  private long stdoutSeen;
  private long stderrSeen;

  ChildFiles(Path folder) {
    this.folder = folder;
  }

  /** What was printed since the last call, at most a mebibyte of it. */
  String newStdout() {
    Path file = folder.resolve("stdout");
    String text = read(file, stdoutSeen);
    stdoutSeen = size(file);
    return text;
  }

  String newStderr() {
    Path file = folder.resolve("stderr");
    String text = read(file, stderrSeen);
    stderrSeen = size(file);
    return text;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String read(Path file, long from) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      byte[] bytes = new byte[(int) Math.min(Math.max(0, in.length() - from), MOST_OUTPUT)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Crash reports and core files. */
  List<String> leftBehind() {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (!name.equals("stdout") && !name.equals("stderr")) {
          found.add(file.toString());
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  /** The signal that the Java runtime's crash report is about. */
  OptionalInt signalInCrashReport() {
    Path report = folder.resolve("hs_err.log");
    if (!Files.exists(report)) {
      return OptionalInt.empty();
    }
    String text = read(report, 0);
    Matcher matcher = SIGNAL.matcher(text.substring(0, Math.min(text.length(), REPORT_HEAD)));
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1), 16))
        : OptionalInt.empty();
  }

  void removeIfUnremarkable() {
    if (leftBehind().isEmpty()) {
      try {
        Files.deleteIfExists(folder.resolve("stdout"));
        Files.deleteIfExists(folder.resolve("stderr"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // A stray file in the work folder does no harm.
      }
    }
  }
}
