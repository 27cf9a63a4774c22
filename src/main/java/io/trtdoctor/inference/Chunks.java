package io.trtdoctor.inference;

import io.trtdoctor.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Splits a network's tensors, so that few enough are held at a time. */
final class Chunks {
  private Chunks() {}

  /**
   * The tensors in their order, as few lists as can be.
   *
   * @param bytes the size of a tensor
   * @param most what the tensors of one list may take together, unless it is a single one
   */
  static List<List<TensorName>> of(
      List<TensorName> tensors, ToLongFunction<TensorName> bytes, long most) {
    List<List<TensorName>> chunks = new ArrayList<>();
    List<TensorName> chunk = new ArrayList<>();
    long held = 0;
    for (TensorName tensor : tensors) {
      long size = bytes.applyAsLong(tensor);
      if (!chunk.isEmpty() && held + size > most) {
        chunks.add(List.copyOf(chunk));
        chunk.clear();
        held = 0;
      }
      chunk.add(tensor);
      held += size;
    }
    if (!chunk.isEmpty()) {
      chunks.add(List.copyOf(chunk));
    }
    return chunks;
  }
}
