package io.trtdoctor.data;

import io.trtdoctor.model.DataType;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * What one file holds for one input.
 *
 * @param elements how many values
 * @param shape of the array, if the file states one
 * @param first the index of its first piece: not 0 only for a batch of Polygraphy's
 */
record Portion(
    FileRef file,
    Format format,
    Optional<String> member,
    long elements,
    Optional<List<Long>> shape,
    int first,
    Optional<DataType> type,
    Optional<Preprocessing> image) {
  static Portion array(FileRef file, Format format, Optional<String> member, NpyHeader header) {
    return new Portion(
        file,
        format,
        member,
        header.count(),
        Optional.of(header.shape()),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it can be cut into pieces of this many values. */
  boolean fits(long piece) {
    return elements > 0
        && elements % piece == 0
        && (format != Format.POLYGRAPHY || elements == piece);
  }

  Source piece(int index) {
    return new Source(file, format, member, first + index, type, image);
  }

  /** What the file says it holds; its type only where somebody has to say it. */
  DeclaredArray declared(NetworkInput input) {
    String place = file.path().map(path -> path.getFileName().toString()).orElse(file.sha256());
    return new DeclaredArray(
        place + member.map(name -> "[" + name + "]").orElse(""),
        input,
        type,
        shape.or(() -> Optional.of(List.of(elements))));
  }

  /** The file as a person would name it. */
  String name() {
    return file.path().map(Object::toString).orElse(file.sha256());
  }
}
