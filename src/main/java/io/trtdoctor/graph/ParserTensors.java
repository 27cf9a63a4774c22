package io.trtdoctor.graph;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.MadeTensor;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorRtVersion;
import java.util.List;
import java.util.Optional;

/**
 * The tensors with scales that TensorRT's ONNX parser adds to a network, where their names are
 * known for sure.
 *
 * @param named those with a name
 * @param nameless how many more there are
 * @param lostAt the first node of which it is not known how many layers the parser makes of it; the
 *     names that count layers end there
 */
public record ParserTensors(List<MadeTensor> named, int nameless, Optional<Layer> lostAt) {
  public ParserTensors {
    named = List.copyOf(named);
  }

  /** None. */
  public static ParserTensors none() {
    return new ParserTensors(List.of(), 0, Optional.empty());
  }

  /** Whether the names of a version's parser are known: those of 8.6 and 10.6 were recorded. */
  public static boolean isKnown(TensorRtVersion version) {
    return names(version).isPresent();
  }

  /**
   * What the parser of a version adds; none if that version's names are not known.
   *
   * @param shapes of the network
   */
  public static ParserTensors of(Network network, TensorShapes shapes, TensorRtVersion version) {
    return names(version)
        .map(names -> new ParserWalk(network, shapes, names).tensors())
        .orElseGet(ParserTensors::none);
  }

  private static Optional<ParserNames> names(TensorRtVersion version) {
    if (version.minor() != 6) {
      return Optional.empty();
    }
    return switch (version.major()) {
      case 8 -> Optional.of(new NumberedNames());
      case 10 -> Optional.of(new SpelledNames());
      default -> Optional.empty();
    };
  }
}
