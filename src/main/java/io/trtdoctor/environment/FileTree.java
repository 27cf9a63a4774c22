package io.trtdoctor.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The files of a machine; what cannot be read is as if it were not there. */
final class FileTree {
  /** The greatest size read; the loader's cache of a large machine has a few hundred KB. */
  private static final int LARGEST = 16 << 20;

  private final Path root;

  FileTree(Path root) {
    this.root = root;
  }

  /** Where an absolute path of the machine lies; empty if it is no path. */
  Optional<Path> at(String path) {
    try {
      return path.startsWith("/")
          ? Optional.of(root.resolve(path.replaceFirst("^/+", "")))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** How the machine calls a path. */
  String name(Path path) {
    return "/" + root.relativize(path);
  }

  boolean exists(String path) {
    return at(path).filter(Files::exists).isPresent();
  }

  /** The bytes of a file as Latin-1 text. */
  Optional<String> text(String path) {
    return at(path).flatMap(FileTree::text);
  }

  private static Optional<String> text(Path path) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(path)) {
      return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The paths that a pattern such as {@code /usr/local/cuda*}{@code /lib64} stands for, sorted. */
  List<Path> expand(String pattern) {
    List<Path> paths = List.of(root);
    for (String part : pattern.replaceFirst("^/+", "").split("/+")) {
      paths = paths.stream().flatMap(p -> children(p, part).stream()).toList();
    }
    return paths;
  }

  /** The entries of a folder that a pattern of one name stands for, sorted. */
  static List<Path> children(Path folder, String pattern) {
    if (pattern.indexOf('*') < 0) {
      Path child = folder.resolve(pattern);
      return Files.exists(child) ? List.of(child) : List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }
}
