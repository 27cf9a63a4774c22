package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A build that others are to make again.
 *
 * @param heading what it is, a line each
 * @param recipe what is built; the paths of its files are those beside the scripts
 * @param layers TensorRT's network before fusion, with what was asked of each layer
 * @param ending how it ended
 * @param error what it failed with, empty unless it failed
 */
public record FailingBuild(
    List<Message> heading,
    Recipe recipe,
    List<BuilderLayer> layers,
    Ending ending,
    Optional<LoggedError> error) {
  public FailingBuild {
    heading = List.copyOf(heading);
    layers = List.copyOf(layers);
  }

  /** How a build ended. */
  public enum Ending {
    BUILT,
    FAILED,
    CRASHED,
    HUNG,
    UNKNOWN;

    /** The ending of that tag, unknown for others. */
    public static Ending of(String tag) {
      return Arrays.stream(values())
          .filter(ending -> ending.tag().equals(tag))
          .findFirst()
          .orElse(UNKNOWN);
    }

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
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
