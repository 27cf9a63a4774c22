package io.trtdoctor.cli;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.EventJsonLines;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The events of builds on disk until the case folder takes them: a log may be long. */
final class EventSpool {
  private final Optional<Path> file;
  private final Optional<EventJsonLines> lines;

  private EventSpool(Optional<Path> file, Optional<EventJsonLines> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Keeps nothing. */
  static EventSpool none() {
    return new EventSpool(Optional.empty(), Optional.empty());
  }

  /**
   * Keeps what it gets.
   *
   * @throws io.trtdoctor.error.MachineLacksException if there is no room
   */
  static EventSpool open() {
    try {
      Path file = CaseFiles.temporary(".jsonl");
      return new EventSpool(
          Optional.of(file), Optional.of(new EventJsonLines(Files.newOutputStream(file))));
    } catch (IOException e) {
      throw CaseFiles.noRoom(e);
    }
  }

  /** Adds a build's events; {@code build} counts from 1. */
  void add(int build, BuildLog log) {
    if (lines.isPresent()) {
      try {
        lines.orElseThrow().write(build, log);
      } catch (IOException e) {
        throw CaseFiles.noRoom(e);
      }
    }
  }

  /** Hands everything over, after which nothing can be added. */
  void copyTo(Writer out) throws IOException {
    if (file.isPresent()) {
      lines.orElseThrow().close();
      try (Reader in = Files.newBufferedReader(file.orElseThrow())) {
        in.transferTo(out);
      }
    }
  }
}
