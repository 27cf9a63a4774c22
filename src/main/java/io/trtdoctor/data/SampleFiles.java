package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads samples out of files; the file read last is kept, since samples often share one. */
final class SampleFiles {
  private record Key(Path path, Optional<String> member) {}

  private Optional<Key> lastKey = Optional.empty();
  private Optional<NpyArray> lastArray = Optional.empty();

  /** One block of {@code count} elements, as the source says. */
  ByteBuffer read(Batches.Source source, DataType type, int count) {
    Path path = pathOf(source.file());
    try {
      return switch (source.format()) {
        case RAW -> raw(path, source.index(), type, count);
        case NPY, NPZ -> elements(array(path, source), path, source.index(), type, count);
        case POLYGRAPHY -> elements(PolygraphyFile.array(path, source), path, 0, type, count);
      };
    } catch (IOException e) {
      throw new BadInputException(
          Message.of("data.unreadable", path.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private static Path pathOf(FileRef file) {
    return file.path()
        .orElseThrow(() -> new BadInputException(Message.of("data.no-path", file.sha256())));
  }

  private static ByteBuffer raw(Path path, int index, DataType type, int count) throws IOException {
    int bytes = Math.multiplyExact(count, ElementWriter.size(type));
    byte[] file = Files.readAllBytes(path);
    requireBlock(path, index, count, file.length / ElementWriter.size(type));
    ByteBuffer out = ByteBuffer.allocateDirect(bytes);
    return out.put(file, index * bytes, bytes).flip();
  }

  private static ByteBuffer elements(
      NpyArray array, Path path, int index, DataType type, int count) {
    requireBlock(path, index, count, array.count());
    ElementWriter out = new ElementWriter(type, count);
    for (int i = 0; i < count; i++) {
      out.put(array.get(index * count + i));
    }
    return out.buffer();
  }

  private static void requireBlock(Path path, int index, int count, int found) {
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
