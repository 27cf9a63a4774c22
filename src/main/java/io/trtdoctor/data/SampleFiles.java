package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Preprocessing;
import io.trtdoctor.text.FileFault;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads samples out of files; the array read last is kept, since samples often share one. */
final class SampleFiles {
  private record Key(Path path, Optional<String> member) {}

  private Optional<Key> lastKey = Optional.empty();
  private Optional<NpyArray> lastArray = Optional.empty();

  /** Puts one block of {@code count} elements, as the source says. */
  void read(Batches.Source source, NetworkInput input, int count, ElementWriter out) {
    Path path = pathOf(source.file());
    try {
      switch (source.format()) {
        case RAW -> raw(path, source, source.type().orElse(input.type()), count, out);
        case NPY, NPZ -> elements(array(path, source), path, source.index(), count, out);
        case POLYGRAPHY -> elements(PolygraphyFile.array(path, source), path, 0, count, out);
        case IMAGE -> image(path, source.image().orElseThrow(), count, out);
      }
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("data.unreadable", path.toString(), FileFault.of(e)), e);
    }
  }

  /**
   * The shape that a source gives an open input.
   *
   * @throws io.trtdoctor.error.UsageException if it does not tell
   */
  List<Long> shape(Batches.Source source, NetworkInput input) {
    Path path = pathOf(source.file());
    try {
      Optional<List<Long>> shape =
          switch (source.format()) {
            case NPY, NPZ -> of(input, array(path, source).header());
            case POLYGRAPHY -> of(input, PolygraphyFile.array(path, source).header());
            case RAW -> {
              int size = ElementWriter.size(source.type().orElse(input.type()));
              yield OpenShape.of(input, Files.size(path) / size, Optional.empty());
            }
            case IMAGE ->
                OpenShape.of(input, values(source.image().orElseThrow()), Optional.empty());
          };
      return shape.orElseThrow(input::withoutShape);
    } catch (IOException e) {
      throw SampleSearch.unreadable(path, e);
    }
  }

  private static Optional<List<Long>> of(NetworkInput input, NpyHeader header) {
    return OpenShape.of(input, header.count(), Optional.of(header.shape()));
  }

  private static long values(Preprocessing image) {
    return (long) image.channels().count() * image.width() * image.height();
  }

  private static Path pathOf(FileRef file) {
    return file.path()
        .orElseThrow(() -> new BadInputException(Message.of("data.no-path", file.sha256())));
  }

  private static void raw(
      Path path, Batches.Source source, DataType type, int count, ElementWriter out)
      throws IOException {
    int size = ElementWriter.size(type);
    requireBlock(path, source.index(), count, Files.size(path) / size);
    ByteBuffer block = ByteBuffer.allocate(Math.multiplyExact(count, size));
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      file.position((long) source.index() * block.capacity());
      while (block.hasRemaining() && file.read(block) >= 0) {
        // a channel may give less than there is
      }
    }
    out.putAll(new ElementReader(type, block.flip().order(ByteOrder.LITTLE_ENDIAN)));
  }

  private static void image(Path path, Preprocessing how, int count, ElementWriter out)
      throws IOException {
    float[] values = new ImageValues(how).in(path);
    requireBlock(path, 0, count, values.length);
    for (float value : values) {
      out.put(value);
    }
  }

  private static void elements(NpyArray array, Path path, int index, int count, ElementWriter out) {
    requireBlock(path, index, count, array.count());
    for (int i = 0; i < count; i++) {
      out.put(array.get(index * count + i));
    }
  }

  private static void requireBlock(Path path, int index, int count, long found) {
    if (index < 0 || (index + 1L) * count > found) {
      throw new BadInputException(
          Message.of("data.no-block", path.toString(), found, index, count));
    }
  }

  private NpyArray array(Path path, Batches.Source source) throws IOException {
    Key key = new Key(path, source.member());
    if (!lastKey.equals(Optional.of(key))) {
      byte[] bytes =
          source.format() == Batches.Format.NPY
              ? Files.readAllBytes(path)
              : member(path, source.member());
      lastArray = Optional.of(NpyArray.of(bytes, path.toString()));
      lastKey = Optional.of(key);
    }
    return lastArray.orElseThrow();
  }

  private static byte[] member(Path path, Optional<String> member) throws IOException {
    try (InputStream in = Files.newInputStream(path);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (member.isEmpty() || entry.getName().equals(member.get() + ".npy")) {
          return zip.readAllBytes();
        }
      }
    }
    throw new BadInputException(Message.of("data.no-member", path.toString(), member.orElse("")));
  }
}
