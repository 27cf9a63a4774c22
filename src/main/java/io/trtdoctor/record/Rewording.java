package io.trtdoctor.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts the texts of a probe into other words: log, errors, names of layers and tensors. Recipes
 * that name layers get other hashes by it.
 */
public final class Rewording {
  /** Objects whose members are called by names of tensors. */
  private static final Set<String> BY_TENSOR = Set.of("shapes", "dynamic_ranges");

  private final UnaryOperator<String> words;

  public Rewording(UnaryOperator<String> words) {
    this.words = words;
  }

  /**
   * The probe in other words.
   *
   * @throws io.trtdoctor.error.BadInputException if the words break what is no name
   */
  public RecordedProbe of(RecordedProbe probe) {
    ObjectNode tree = RecordedProbeJson.tree(probe.recipe(), probe.until(), probe.outcome());
    RecordedProbe reworded = RecordedProbeJson.read(object(tree, false));
    return new RecordedProbe(
        reworded.recipe().hash(), reworded.recipe(), reworded.until(), reworded.outcome());
  }

  private JsonNode node(JsonNode node, boolean byTensor) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(words.apply(node.textValue()));
    } else if (node.isObject()) {
      return object((ObjectNode) node, byTensor);
    } else if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(node(element, false)));
      return array;
    }
    return node;
  }

  private ObjectNode object(ObjectNode node, boolean byTensor) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      out.set(
          byTensor ? words.apply(name) : name, node(member.getValue(), BY_TENSOR.contains(name)));
    }
    return out;
  }
}
