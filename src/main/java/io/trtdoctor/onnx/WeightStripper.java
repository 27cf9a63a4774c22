package io.trtdoctor.onnx;

import io.trtdoctor.onnx.WireFormatException.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies an ONNX model without its weights.
 *
 * <p>The copy is a valid message of the same type: data of tensors that is longer than {@link
 * #MOST_TENSOR_BYTES} is left out wherever tensors occur (initialisers, attributes, subgraphs,
 * functions, sparse tensors), very long attributes and all documentation likewise. Everything else
 * is copied byte for byte, so fields that no version of ONNX known here has survive. Only the pages
 * that hold the copied parts are ever read.
 */
final class WeightStripper {
  /** Tensor data up to this many bytes is kept: shapes, axes, scalars. */
  static final int MOST_TENSOR_BYTES = 512;

  /** Lists and texts in attributes up to this many bytes are kept. */
  static final int MOST_ATTRIBUTE_BYTES = 16 * 1024;

  /** Messages inside messages; the limit of protobuf's own parsers. */
  private static final int MOST_DEPTH = 100;

  /** Message types of onnx.proto that can hold tensors. */
  private enum Kind {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    FUNCTION
  }

  private static final Map<Kind, Map<Integer, Kind>> CHILDREN =
      Map.of(
          Kind.MODEL, Map.of(7, Kind.GRAPH, 25, Kind.FUNCTION),
          Kind.GRAPH, Map.of(1, Kind.NODE, 5, Kind.TENSOR, 15, Kind.SPARSE_TENSOR),
          Kind.NODE, Map.of(5, Kind.ATTRIBUTE),
          Kind.ATTRIBUTE,
              Map.of(
                  5, Kind.TENSOR,
                  6, Kind.GRAPH,
                  10, Kind.TENSOR,
                  11, Kind.GRAPH,
                  22, Kind.SPARSE_TENSOR,
                  23, Kind.SPARSE_TENSOR),
          Kind.TENSOR, Map.of(),
          Kind.SPARSE_TENSOR, Map.of(1, Kind.TENSOR, 2, Kind.TENSOR),
          Kind.FUNCTION, Map.of(7, Kind.NODE, 11, Kind.ATTRIBUTE));

  /** Documentation, metadata and training graphs. */
  private static final Map<Kind, Set<Integer>> LEFT_OUT =
      Map.of(
          Kind.MODEL, Set.of(6, 14, 20),
          Kind.GRAPH, Set.of(10, 16),
          Kind.NODE, Set.of(6, 9),
          Kind.ATTRIBUTE, Set.of(13),
          Kind.TENSOR, Set.of(12, 16),
          Kind.SPARSE_TENSOR, Set.of(),
          Kind.FUNCTION, Set.of(8, 14));

  /** Fields that are left out if they, with their repetitions, are long. */
  private static final Map<Kind, Set<Integer>> BULK =
      Map.of(
          Kind.TENSOR, Set.of(4, 5, 6, 7, 9, 10, 11),
          Kind.ATTRIBUTE, Set.of(4, 7, 8, 9));

  private final ByteBuffer model;

  private WeightStripper(ByteBuffer model) {
    this.model = model;
  }

  /**
   * The model without its weights, as bytes of the same message type.
   *
   * @throws WireFormatException if the bytes are no protobuf message
   */
  static byte[] strip(ByteBuffer model) throws WireFormatException {
    WeightStripper stripper = new WeightStripper(model);
    return stripper.message(Kind.MODEL, model.position(), model.limit(), 0).toByteArray();
  }

  private ByteArrayOutputStream message(Kind kind, int start, int end, int depth)
      throws WireFormatException {
    if (depth > MOST_DEPTH) {
      throw new WireFormatException(Fault.TOO_DEEP, start, 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(end - start, 1024));
    WireCursor cursor = new WireCursor(model, start, end, depth == 0);
    int copied = start;
    while (cursor.next()) {
      Optional<Kind> child = child(kind, cursor);
      if (child.isPresent()) {
        copy(copied, cursor.tagEnd(), out);
        append(message(child.get(), cursor.valueStart(), cursor.end(), depth + 1), out);
        copied = cursor.end();
      } else if (isLeftOut(kind, cursor)) {
        copy(copied, cursor.start(), out);
        copied = cursor.end();
      }
    }
    copy(copied, end, out);
    return out;
  }

  private static Optional<Kind> child(Kind kind, WireCursor cursor) {
    return cursor.wireType() == WireCursor.LENGTH_DELIMITED
        ? Optional.ofNullable(CHILDREN.get(kind).get(cursor.field()))
        : Optional.empty();
  }

  private static boolean isLeftOut(Kind kind, WireCursor cursor) throws WireFormatException {
    int field = cursor.field();
    if (BULK.getOrDefault(kind, Set.of()).contains(field)) {
      cursor.extendRun();
      int most = kind == Kind.TENSOR ? MOST_TENSOR_BYTES : MOST_ATTRIBUTE_BYTES;
      return cursor.end() - cursor.start() > most;
    }
    return LEFT_OUT.get(kind).contains(field);
  }

  private void copy(int start, int end, ByteArrayOutputStream out) {
    if (end > start) {
      byte[] part = new byte[end - start];
      model.get(start, part);
      out.write(part, 0, part.length);
    }
  }

  private static void append(ByteArrayOutputStream message, ByteArrayOutputStream out) {
    int length = message.size();
    while (length > 0x7F) {
      out.write((length & 0x7F) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(message.toByteArray());
  }
}
