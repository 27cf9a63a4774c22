package io.trtdoctor.check;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what kind of tensor a name stands for: from the network where there is one, else from how
 * exporters and TensorRT's parser name tensors ({@code /path/Concat_output_0}, {@code (Unnamed
 * Layer* 5) [Constant]_output}, {@code stages.2.fc.bias}).
 */
final class TensorRole {
  /** What a tensor is to the question whether it needs a scale. */
  enum Role {
    /** Constants and copies of them: healthy builds lack their scales. */
    CONSTANT,
    /** Indices and shapes, which are never quantised. */
    INDEX,
    /**
     * Outputs of a softmax: TensorRT 8.6.1 leaves them out although the cache is whole (MobileViT,
     * all 9).
     */
    SOFTMAX,
    /**
     * A concatenation's output, whose scale a whole cache always has: it is shared with the inputs.
     */
    CONCATENATION,
    /**
     * What TensorRT's parser put inside one ONNX node, under the node's name with {@code _output}:
     * half of a HardSwish with 10.6, for example. The model has no such tensor, and the node is one
     * fused block.
     */
    INSIDE_NODE,
    /** Anything else that is computed from the input. */
    ACTIVATION
  }

  private static final Pattern CONSTANT_NAME =
      Pattern.compile(
          "\\[Constant]|\\[Shuffle]|ONNXTRT_|^onnx::\\w+_\\d+|"
              + "(^|[._/])(weights?|bias|gamma|beta|kernel|scale|zero_point|(running|moving)_"
              + "(mean|var(iance)?)|in_proj_\\w+)(:\\d+|_output)*( copy)?$|(^|/)Constant(_\\d+)?_output",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OPERATOR_NAME =
      Pattern.compile(
          "(?:^|/|\\[)([A-Za-z ]+?)(?:_\\d+)?](?:_output)?$|(?:^|/)([A-Za-z]+)(?:_\\d+)?_output_\\d+");

  /** How TensorRT calls the output of a layer whose name is known and whose tensor has none. */
  private static final Pattern AFTER_LAYER = Pattern.compile("(.+)_output(?:_\\d+)?(?: copy)?");

  private static final Set<String> INDEX_OPERATORS =
      Set.of(
          "shape",
          "gather",
          "slice",
          "range",
          "size",
          "nonzero",
          "constantofshape",
          "argmax",
          "topk");

  /** Several checks ask for the same thousand names, in every build of a log. */
  private static final int MOST_REMEMBERED = 50_000;

  private static final Map<String, NamedRole> REMEMBERED = new ConcurrentHashMap<>();

  /** What a name alone tells: whether it is a constant's, and the operator it speaks of. */
  private record NamedRole(boolean constant, String operator) {}

  private final Map<TensorName, String> operators = new HashMap<>();
  private final Set<String> nodes = new HashSet<>();
  private final Optional<Network> network;

  TensorRole(Optional<NetworkGraph> graph) {
    network = graph.map(NetworkGraph::network);
    network.ifPresent(this::noteOperators);
  }

  private void noteOperators(Network known) {
    for (Layer layer : known.layers()) {
      nodes.add(layer.name().value());
      layer.outputs().forEach(output -> operators.put(output, layer.operator()));
    }
  }

  Role of(TensorName tensor) {
    Optional<Tensor> known = network.flatMap(n -> n.tensor(tensor));
    if (known.filter(TensorRole::isConstant).isPresent() || named(tensor).constant()) {
      return Role.CONSTANT;
    }
    if (known.isEmpty()) {
      Optional<Role> madeUp = afterLayer(tensor);
      if (madeUp.isPresent()) {
        return madeUp.orElseThrow();
      }
    }
    return known.map(TensorRole::isIndex).orElse(false) ? Role.INDEX : ofOperator(operator(tensor));
  }

  /** The role of a tensor called after a layer: 10.6 calls a constant's layer as ONNX does. */
  private Optional<Role> afterLayer(TensorName tensor) {
    Matcher name = AFTER_LAYER.matcher(tensor.value());
    if (network.isEmpty() || !name.matches()) {
      return Optional.empty();
    }
    TensorName base = TensorName.of(name.group(1));
    if (network.flatMap(n -> n.tensor(base)).filter(TensorRole::isConstant).isPresent()) {
      return Optional.of(Role.CONSTANT);
    }
    return nodes.contains(base.value()) ? Optional.of(Role.INSIDE_NODE) : Optional.empty();
  }

  private static boolean isConstant(Tensor tensor) {
    return tensor.kind() == Tensor.Kind.CONSTANT;
  }

  private static boolean isIndex(Tensor tensor) {
    return switch (tensor.type()) {
      case INT32, INT64, BOOL -> true;
      case FP32,
          FP16,
          BF16,
          FP8,
          FP64,
          INT4,
          INT8,
          INT16,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          STRING,
          COMPLEX,
          UNKNOWN ->
          false;
    };
  }

  private static Role ofOperator(String operator) {
    if (INDEX_OPERATORS.contains(operator)) {
      return Role.INDEX;
    }
    return switch (operator) {
      case "softmax" -> Role.SOFTMAX;
      case "concat", "concatenation" -> Role.CONCATENATION;
      case "constant" -> Role.CONSTANT;
      default -> Role.ACTIVATION;
    };
  }

  private String operator(TensorName tensor) {
    String known = operators.get(tensor);
    if (known != null) {
      return known.toLowerCase(Locale.ROOT);
    }
    return named(tensor).operator();
  }

  private static NamedRole named(TensorName tensor) {
    NamedRole remembered = REMEMBERED.get(tensor.value());
    if (remembered != null) {
      return remembered;
    }
    NamedRole role =
        new NamedRole(CONSTANT_NAME.matcher(tensor.value()).find(), operatorIn(tensor.value()));
    if (REMEMBERED.size() < MOST_REMEMBERED) {
      REMEMBERED.put(tensor.value(), role);
    }
    return role;
  }

  private static String operatorIn(String tensor) {
    Matcher name = OPERATOR_NAME.matcher(tensor);
    if (!name.find()) {
      return "";
    }
    String word = name.group(1) != null ? name.group(1) : name.group(2);
    return word.toLowerCase(Locale.ROOT);
  }
}
