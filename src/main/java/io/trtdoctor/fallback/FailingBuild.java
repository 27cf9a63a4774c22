package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A build that others are to make again.
 *
 * @param heading what it is, a line each
 * @param recipe what is built; the paths of its files are those beside the scripts
 * @param layers TensorRT's network before fusion, with what was asked of each layer
 * @param error what it ended in, empty for a build that came out
 */
public record FailingBuild(
    List<Message> heading, Recipe recipe, List<BuilderLayer> layers, Optional<LoggedError> error) {
  public FailingBuild {
    heading = List.copyOf(heading);
    layers = List.copyOf(layers);
  }

  /**
   * An error message.
   *
   * @param message as TensorRT logged it
   * @param pattern what is the same of it in every build, as an extended regular expression
   */
  public record LoggedError(String message, String pattern) {}

  /** The same as a build to write down. */
  Fallback asFallback() {
    return new Fallback(
        heading.get(0),
        recipe,
        layers,
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }
}
