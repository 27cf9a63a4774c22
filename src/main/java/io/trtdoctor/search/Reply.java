package io.trtdoctor.search;

import java.util.List;

/**
 * An answer with the candidates that the try itself points at.
 *
 * @param suspects candidates that the failure names, most suspect first; empty for none
 */
public record Reply<T>(Answer answer, List<T> suspects) {
  public Reply {
    suspects = List.copyOf(suspects);
  }

  public static <T> Reply<T> of(Answer answer) {
    return new Reply<>(answer, List.of());
  }
}
