package io.trtdoctor.data;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The numbers of a NumPy file, in memory order. */
final class NpyArray {
  private final NpyHeader header;
  private final ElementReader elements;

  private NpyArray(NpyHeader header, ElementReader elements) {
    this.header = header;
    this.elements = elements;
  }

  /**
   * Reads a whole file.
   *
   * @throws BadInputException if it is none, or of an element type or order that is not supported
   */
  static NpyArray of(byte[] file, String name) {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    try {
      NpyHeader header = NpyHeader.read(in, name);
      if (header.type().isEmpty() || header.inFortranOrder()) {
        throw new BadInputException(Message.of("data.npy-layout", name, header.text()));
      }
      ByteBuffer data =
          ByteBuffer.wrap(file, file.length - in.available(), in.available())
              .slice()
              .order(header.order());
      return new NpyArray(header, new ElementReader(header.type().get(), data));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory are always read", e);
    }
  }

  NpyHeader header() {
    return header;
  }

  /** How many numbers there are. */
  int count() {
    return elements.count();
  }

  double get(int index) {
    return elements.get(index);
  }
}
