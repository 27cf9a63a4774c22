package io.trtdoctor.cli;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that are given on the command line. */
final class CaseFiles {
  /** The name that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int BUFFER = 1 << 20;

  private CaseFiles() {}

  /**
   * The path that somebody typed.
   *
   * @throws BadInputException if no file can be called that
   */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadInputException(Message.of("cli.no-path", name.replace('\0', '?')), e);
    }
  }

  /**
   * What the case file tells of an input.
   *
   * @throws BadInputException if it cannot be read
   */
  static InputFile described(String role, String name, Path file) {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes += n;
      }
    } catch (IOException e) {
      throw new BadInputException(Message.of("cli.cannot-read", name, FileFault.of(e)), e);
    }
    return new InputFile(role, name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Standard input as a file, which goes away when the JVM ends.
   *
   * @throws MachineLacksException if there is no room for it
   */
  static Path spooled(InputStream in) {
    try {
      Path file = temporary(".log");
      try (var out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
      return file;
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  /** An empty file in the system's temporary folder, which goes away when the JVM ends. */
  static Path temporary(String ending) throws IOException {
    Path file = Files.createTempFile("trt-doctor-", ending);
    file.toFile().deleteOnExit();
    return file;
  }

  static MachineLacksException noRoom(IOException e) {
    return new MachineLacksException(
        Message.of("cli.cannot-write", System.getProperty("java.io.tmpdir"), FileFault.of(e)), e);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
