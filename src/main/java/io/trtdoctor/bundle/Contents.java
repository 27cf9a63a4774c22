package io.trtdoctor.bundle;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What goes into a bundle, laid out in a folder of its own until it is packed. */
public final class Contents {
  private final Path folder;
  private final Map<String, Message> files = new TreeMap<>();

  Contents(Path folder) {
    this.folder = folder;
  }

  /** Adds a text. */
  void add(String name, Message what, String text) {
    add(name, what, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a file.
   *
   * @throws MachineLacksException if there is no room
   */
  void add(String name, Message what, byte[] content) {
    add(name, what, file -> Files.write(file, content));
  }

  /** What fills a file. */
  interface Filling {
    void into(Path file) throws IOException;
  }

  void add(String name, Message what, Filling filling) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      filling.into(file);
      files.put(name, what);
    } catch (IOException e) {
      throw new MachineLacksException(Message.of("bundle.cannot-write", file, FileFault.of(e)), e);
    }
  }

  /** Where a file lies until it is packed. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** What each file is, by its name, in the order of the bundle. */
  public Map<String, Message> files() {
    return Collections.unmodifiableMap(files);
  }
}
