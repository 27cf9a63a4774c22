package io.trtdoctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.EngineLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the engine inspector's JSON of a build with detailed profiling verbosity. What is not as
 * expected is left out: the JSON differs between versions of TensorRT.
 */
public final class EngineLayers {
  private static final Pattern ORIGINAL = Pattern.compile("\\[ONNX Layer: ([^\\]\\u001e]*)\\]");
  private static final Pattern FUSION = Pattern.compile(" \\+ |PWN\\(|, |\\)");

  private EngineLayers() {}

  public static List<EngineLayer> of(Observations seen) {
    List<EngineLayer> layers = new ArrayList<>();
    seen.engine()
        .flatMap(EngineLayers::tree)
        .ifPresent(tree -> tree.path("Layers").forEach(node -> layer(node).ifPresent(layers::add)));
    return layers;
  }

  private static Optional<JsonNode> tree(String json) {
    try {
      return Optional.of(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** With less verbosity a layer is its name alone. */
  private static Optional<EngineLayer> layer(JsonNode node) {
    if (!node.isObject()) {
      return Optional.empty();
    }
    String name = node.path("Name").asText();
    return Optional.of(
        new EngineLayer(
            name,
            node.path("LayerType").asText(),
            precision(node),
            format(node.path("Outputs").path(0)),
            node.path("TacticName").asText(),
            originals(node.path("Metadata").asText(), name)));
  }

  private static DataType precision(JsonNode node) {
    DataType weights = type(node.path("Weights").path("Type").asText());
    return weights != DataType.UNKNOWN ? weights : type(format(node.path("Inputs").path(0)));
  }

  private static String format(JsonNode tensor) {
    return tensor.path("Format/Datatype").asText(tensor.path("Datatype").asText());
  }

  /** For example {@code Int8}, {@code Row major linear FP32} or {@code Half}. */
  private static DataType type(String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("int8")) {
      return DataType.INT8;
    } else if (text.contains("bf16") || text.contains("bfloat16")) {
      return DataType.BF16;
    } else if (text.contains("fp16") || text.contains("half")) {
      return DataType.FP16;
    } else if (text.contains("fp8")) {
      return DataType.FP8;
    } else if (text.contains("fp32") || text.contains("float")) {
      return DataType.FP32;
    } else if (text.contains("int64")) {
      return DataType.INT64;
    }
    return text.contains("int32") ? DataType.INT32 : DataType.UNKNOWN;
  }

  private static List<String> originals(String metadata, String name) {
    List<String> named =
        ORIGINAL.matcher(metadata).results().map((MatchResult m) -> m.group(1)).toList();
    if (!named.isEmpty()) {
      return named;
    }
    return FUSION.splitAsStream(name).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }
}
