package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what files hold for the inputs of a network: one file, or those of a folder by name. */
final class SampleSearch {
  private final List<NetworkInput> inputs;
  private final PortionReader reader;
  private final Map<NetworkInput, List<Portion>> found = new LinkedHashMap<>();

  SampleSearch(List<NetworkInput> inputs, PortionReader reader) {
    this.inputs = inputs;
    this.reader = reader;
    inputs.forEach(input -> found.put(input, new ArrayList<>()));
  }

  /** How a file's name says that it is read, empty for a file of another kind. */
  static Optional<Format> format(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "npy" -> Format.NPY;
          case "npz" -> Format.NPZ;
          case "json" -> Format.POLYGRAPHY;
          case "raw", "bin" -> Format.RAW;
          case "jpg", "jpeg", "png" -> Format.IMAGE;
          default -> null;
        });
  }

  /** Whether a file is called as samples are. */
  static boolean isSample(Path file) {
    return file.getFileName() != null && format(file).isPresent();
  }

  Map<NetworkInput, List<Portion>> in(Path place) {
    for (Path file : files(place)) {
      try {
        add(file);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return found;
  }

  private static List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.list(place)) {
      List<Path> found =
          all.filter(Files::isRegularFile)
              .filter(file -> format(file).isPresent())
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new BadInputException(Message.of("data.none-in-folder", place.toString()));
      }
      return found;
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private void add(Path file) throws IOException {
    Format format =
        format(file)
            .orElseThrow(() -> new UsageException(Message.of("data.unknown", file.toString())));
    switch (format) {
      case NPY, RAW, IMAGE -> {
        NetworkInput input = onlyInput(file);
        found.get(input).add(reader.read(file, format, input));
      }
      case NPZ -> archive(file);
      case POLYGRAPHY -> feedDicts(file);
    }
  }

  private void archive(Path file) throws IOException {
    for (NetworkInput input : inputs) {
      found.get(input).add(reader.inArchive(file, input, inputs.size() == 1));
    }
  }

  private void feedDicts(Path file) throws IOException {
    List<List<String>> feeds = PolygraphyInputs.names(file);
    for (int i = 0; i < feeds.size(); i++) {
      for (NetworkInput input : inputs) {
        TensorName name = input.name();
        if (!feeds.get(i).contains(name.value())) {
          throw PortionReader.noArray(file, name, feeds.get(i));
        }
        found.get(input).add(reader.ofFeed(file, input, i));
      }
    }
  }

  private NetworkInput onlyInput(Path file) {
    if (inputs.size() != 1) {
      throw new UsageException(Message.of("data.several-inputs", file.toString(), inputs.size()));
    }
    return inputs.get(0);
  }

  static BadInputException unreadable(Path file, IOException e) {
    return new BadInputException(
        Message.of("data.unreadable", file.toString(), FileFault.of(e)), e);
  }
}
