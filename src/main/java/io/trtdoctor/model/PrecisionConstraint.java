package io.trtdoctor.model;

import java.util.List;
import java.util.Optional;

/**
 * What was asked of some layers: a precision to compute in, types for their outputs, or both.
 *
 * @param target whether {@code pattern} is compared with layer names or with operator types
 * @param pattern a name, which may hold one {@code *} as in trtexec's options
 * @param precision the precision to compute in, if asked for
 * @param outputTypes the types of the outputs in order, empty if not asked for; one type stands for
 *     all outputs
 * @param source where the rule comes from: an option or a file with its line
 */
public record PrecisionConstraint(
    Target target,
    String pattern,
    Optional<DataType> precision,
    List<DataType> outputTypes,
    String source) {
  /** What a constraint's pattern is compared with. */
  public enum Target {
    LAYER_NAME,
    OPERATOR_TYPE
  }

  public PrecisionConstraint {
    outputTypes = List.copyOf(outputTypes);
  }

  /** Whether the layer is meant, by the rule of trtexec: equal, or equal around one star. */
  public boolean matches(Layer layer) {
    return switch (target) {
      case LAYER_NAME -> matches(pattern, layer.name().value());
      case OPERATOR_TYPE -> pattern.equalsIgnoreCase(layer.operator());
    };
  }

  /** Whether the name fits the pattern of a rule for layer names; never for operator types. */
  public boolean matchesName(String name) {
    return target == Target.LAYER_NAME && matches(pattern, name);
  }

  private static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    String head = pattern.substring(0, star);
    String tail = pattern.substring(star + 1);
    return name.length() >= head.length() + tail.length()
        && name.startsWith(head)
        && name.endsWith(tail);
  }
}
