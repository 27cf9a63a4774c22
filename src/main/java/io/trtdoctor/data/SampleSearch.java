package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.probe.Batches.Sample;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.probe.FileRef;
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

/** Finds the batches in a file, or in the files of a folder by name. */
final class SampleSearch {
  private final Network network;
  private final Map<TensorName, ShapeRange> shapes;

  SampleSearch(Network network, Map<TensorName, ShapeRange> shapes) {
    this.network = network;
    this.shapes = shapes;
  }

  Batches.Files in(Path place) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files(place)) {
      samples.addAll(samples(file));
    }
    return new Batches.Files(samples);
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
        throw new UsageException(Message.of("data.none-in-folder", place.toString()));
      }
      return found;
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static Optional<Format> format(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return Optional.ofNullable(
        switch (ending) {
          case "npy" -> Format.NPY;
          case "npz" -> Format.NPZ;
          case "json" -> Format.POLYGRAPHY;
          case "raw", "bin" -> Format.RAW;
          default -> null;
        });
  }

  private List<Sample> samples(Path file) {
    Format format =
        format(file)
            .orElseThrow(() -> new UsageException(Message.of("data.unknown", file.toString())));
    try {
      return switch (format) {
        case NPY -> blocks(file, format, NpyHeader.inFile(file).count() / size(onlyInput(file)));
        case RAW -> blocks(file, format, Files.size(file) / bytes(onlyInput(file)));
        case NPZ -> inArchive(file);
        case POLYGRAPHY -> inFeedDicts(file);
      };
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private List<Sample> blocks(Path file, Format format, long count) {
    if (count < 1) {
      throw new BadInputException(
          Message.of("data.too-short", file.toString(), size(onlyInput(file))));
    }
    FileRef ref = FileRef.of(file);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(Map.of("*", new Source(ref, format, Optional.empty(), i))));
    }
    return samples;
  }

  private List<Sample> inArchive(Path file) throws IOException {
    Map<String, NpyHeader> members = NpyHeader.inArchive(file);
    Map<String, String> memberOf = new LinkedHashMap<>();
    for (TensorName input : network.inputs()) {
      memberOf.put(input.value(), member(file, members, input));
    }
    long count =
        network.inputs().stream()
            .mapToLong(i -> members.get(memberOf.get(i.value())).count() / size(i))
            .min()
            .orElse(0);
    if (count < 1) {
      throw new BadInputException(
          Message.of("data.too-short", file.toString(), size(network.inputs().get(0))));
    }
    FileRef ref = FileRef.of(file);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Source> inputs = new LinkedHashMap<>();
      for (Map.Entry<String, String> entry : memberOf.entrySet()) {
        inputs.put(entry.getKey(), new Source(ref, Format.NPZ, Optional.of(entry.getValue()), i));
      }
      samples.add(new Sample(inputs));
    }
    return samples;
  }

  /** The array of an input: that of its name, or the only one for the only input. */
  private String member(Path file, Map<String, NpyHeader> members, TensorName input) {
    if (members.containsKey(input.value())) {
      return input.value();
    }
    if (members.size() == 1 && network.inputs().size() == 1) {
      return members.keySet().iterator().next();
    }
    throw new BadInputException(
        Message.of(
            "data.no-array", file.toString(), input.value(), String.join(", ", members.keySet())));
  }

  private List<Sample> inFeedDicts(Path file) throws IOException {
    List<List<String>> feeds = PolygraphyInputs.names(file);
    FileRef ref = FileRef.of(file);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < feeds.size(); i++) {
      Map<String, Source> inputs = new LinkedHashMap<>();
      for (TensorName input : network.inputs()) {
        if (!feeds.get(i).contains(input.value())) {
          throw new BadInputException(
              Message.of(
                  "data.no-array",
                  file.toString(),
                  input.value(),
                  String.join(", ", feeds.get(i))));
        }
        inputs.put(
            input.value(), new Source(ref, Format.POLYGRAPHY, Optional.of(input.value()), i));
      }
      samples.add(new Sample(inputs));
    }
    return samples;
  }

  private TensorName onlyInput(Path file) {
    if (network.inputs().size() != 1) {
      throw new UsageException(
          Message.of("data.several-inputs", file.toString(), network.inputs().size()));
    }
    return network.inputs().get(0);
  }

  private long size(TensorName input) {
    Optional<List<Long>> shape =
        Optional.ofNullable(shapes.get(input))
            .map(range -> range.opt().stream().map(Integer::longValue).toList())
            .or(() -> network.tensor(input).flatMap(Tensor::shape));
    if (shape.isEmpty() || shape.get().stream().anyMatch(dimension -> dimension < 1)) {
      throw new UsageException(Message.of("data.dynamic-input", input.value()));
    }
    return shape.get().stream().reduce(1L, Math::multiplyExact);
  }

  private long bytes(TensorName input) {
    DataType type = network.tensor(input).map(Tensor::type).orElse(DataType.FP32);
    int element =
        switch (type) {
          case INT64, FP64, UINT64, COMPLEX -> Long.BYTES;
          case FP32, INT32, UINT32, UNKNOWN -> Float.BYTES;
          case FP16, BF16, INT16, UINT16 -> Short.BYTES;
          case INT8, UINT8, BOOL, FP8, INT4, STRING -> 1;
        };
    return size(input) * element;
  }

  private static BadInputException unreadable(Path file, IOException e) {
    return new BadInputException(
        Message.of("data.unreadable", file.toString(), String.valueOf(e.getMessage())), e);
  }
}
