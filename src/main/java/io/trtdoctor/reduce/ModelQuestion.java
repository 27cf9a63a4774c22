package io.trtdoctor.reduce;

import io.trtdoctor.search.Answer;
import java.nio.file.Path;

/** Tries a model: does it fail with the symptom that is hunted? */
@FunctionalInterface
public interface ModelQuestion {
  /**
   * Tries it.
   *
   * @param model an ONNX file, which is gone once the question is answered
   * @throws InterruptedException if the answer is no longer wanted
   */
  Answer ask(Path model) throws InterruptedException;
}
