package io.trtdoctor.cli;

import io.trtdoctor.console.Console;
import io.trtdoctor.console.Progress;
import io.trtdoctor.console.StreamConsole;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The console of this process. */
public final class SystemConsole {
  /** Set by the launcher when standard error is a terminal; the JVM cannot tell by itself. */
  private static final boolean WATCHED = Boolean.getBoolean("trtdoctor.terminal");

  /** Set by the launcher when standard output is a terminal. */
  private static final boolean COLOURED = Boolean.getBoolean("trtdoctor.colours");

  private static final Path STANDARD_OUTPUT = Path.of("/dev/fd/1");

  private SystemConsole() {}

  /** Standard output and standard error, with progress if somebody watches. */
  public static Console open() {
    return new StreamConsole(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        SystemConsole::readerGone,
        SystemConsole::progress,
        COLOURED);
  }

  /** A write that fails though the disk is not full and output is no file: a closed pipe. */
  private static boolean readerGone(IOException e) {
    String reason = String.valueOf(e.getMessage());
    return !reason.contains("No space") && !Files.isRegularFile(STANDARD_OUTPUT);
  }

  private static Progress progress(String task, Long total) {
    return WATCHED ? TerminalProgress.start(task, total) : Progress.SILENT;
  }
}
