package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Preprocessing;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out how much of an input a file holds, without reading the values. */
final class PortionReader {
  private final Optional<PreprocessOption> preprocess;
  private final Optional<RawLayout> raw;
  private final Map<Path, FileRef> files = new HashMap<>();

  PortionReader(Optional<PreprocessOption> preprocess, Optional<RawLayout> raw) {
    this.preprocess = preprocess;
    this.raw = raw;
  }

  /** A file that holds one array for one input. */
  Portion read(Path file, Format format, NetworkInput input) throws IOException {
    return switch (format) {
      case NPY -> Portion.array(ref(file), format, Optional.empty(), NpyHeader.inFile(file));
      case NPZ -> inArchive(file, input, true);
      case RAW -> raw(file, input);
      case IMAGE -> image(file, input);
      case POLYGRAPHY -> ofFeed(file, input, 0);
    };
  }

  private Portion raw(Path file, NetworkInput input) throws IOException {
    DataType type = raw.map(RawLayout::type).orElse(input.type());
    int size = ElementWriter.size(type);
    long bytes = Files.size(file);
    raw.flatMap(RawLayout::shape).ifPresent(shape -> requireFit(file, shape, input));
    if (bytes % size != 0) {
      throw new BadInputException(
          Message.of("data.broken-raw", file.toString(), bytes, type.tag(), size));
    }
    return new Portion(
        ref(file),
        Format.RAW,
        Optional.empty(),
        bytes / size,
        Optional.empty(),
        0,
        type == DataType.FP32 ? Optional.empty() : Optional.of(type),
        Optional.empty());
  }

  private static void requireFit(Path file, List<Long> shape, NetworkInput input) {
    if (input.isOpen()) {
      return;
    }
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    if (count != input.count() && count != input.count() / input.items()) {
      throw new UsageException(
          Message.of(
              "data.raw-shape", file.toString(), shape, input.name().value(), input.shape()));
    }
  }

  private Portion image(Path file, NetworkInput input) {
    Preprocessing how =
        preprocess
            .orElseThrow(
                () -> new UsageException(Message.of("data.preprocess-missing", file.toString())))
            .forInput(input);
    return new Portion(
        ref(file),
        Format.IMAGE,
        Optional.empty(),
        (long) how.channels().count() * how.width() * how.height(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(how));
  }

  /**
   * The array of an input: that of its name, or the only one where any will do.
   *
   * @param any whether an array of another name will do
   */
  Portion inArchive(Path file, NetworkInput input, boolean any) throws IOException {
    Map<String, NpyHeader> members = NpyHeader.inArchive(file);
    String name = input.name().value();
    if (!members.containsKey(name) && any && members.size() == 1) {
      name = members.keySet().iterator().next();
    } else if (!members.containsKey(name)) {
      throw noArray(file, input.name(), members.keySet());
    }
    return Portion.array(ref(file), Format.NPZ, Optional.of(name), members.get(name));
  }

  /** A batch of Polygraphy's, which is as large as the input; one that is open takes any. */
  Portion ofFeed(Path file, NetworkInput input, int batch) throws IOException {
    Optional<String> member = Optional.of(input.name().value());
    Optional<NpyHeader> header = Optional.empty();
    if (input.isOpen()) {
      Source source = new Source(ref(file), Format.POLYGRAPHY, member, batch);
      header = Optional.of(PolygraphyFile.array(file, source).header());
    }
    return new Portion(
        ref(file),
        Format.POLYGRAPHY,
        member,
        header.map(NpyHeader::count).orElseGet(() -> (long) input.count()),
        header.map(NpyHeader::shape),
        batch,
        Optional.empty(),
        Optional.empty());
  }

  private FileRef ref(Path file) {
    return files.computeIfAbsent(file, FileRef::of);
  }

  static BadInputException noArray(Path file, TensorName input, Collection<String> there) {
    return new BadInputException(
        Message.of("data.no-array", file.toString(), input.value(), String.join(", ", there)));
  }
}
