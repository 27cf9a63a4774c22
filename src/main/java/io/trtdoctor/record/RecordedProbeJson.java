package io.trtdoctor.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.probe.OutcomeJson;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.io.IOException;

/** One probe of a recording as JSON; paths of the recording machine are left out. */
final class RecordedProbeJson {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecordedProbeJson() {}

  static byte[] write(Recipe recipe, Until until, io.trtdoctor.probe.Outcome outcome)
      throws IOException {
    return MAPPER.writeValueAsBytes(tree(recipe, until, outcome));
  }

  static ObjectNode tree(Recipe recipe, Until until, io.trtdoctor.probe.Outcome outcome) {
    ObjectNode out = MAPPER.createObjectNode();
    out.put("format", FORMAT).put("hash", recipe.hash());
    out.set("recipe", RecipeJson.tree(recipe, false));
    if (until instanceof Until.Symptom symptom) {
      out.put("until_symptom", symptom.regex());
    } else if (until instanceof Until.PhaseOver over) {
      out.put("until_phase_over", over.phase().name());
    }
    out.setAll(OutcomeJson.tree(outcome));
    return out;
  }

  static RecordedProbe read(byte[] json) throws IOException {
    return read(MAPPER.readTree(json));
  }

  static RecordedProbe read(JsonNode node) {
    if (node.path("format").asInt(-1) != FORMAT) {
      throw new BadInputException(
          Message.of("probe.json-field-wrong", "format", node.path("format").toString()));
    }
    return new RecordedProbe(
        node.path("hash").asText(),
        RecipeJson.readTrusted(node.path("recipe")),
        until(node),
        OutcomeJson.read(node));
  }

  private static Until until(JsonNode node) {
    if (node.has("until_symptom")) {
      return Until.symptom(node.get("until_symptom").asText());
    }
    String phase = node.path("until_phase_over").asText("");
    for (Until.Phase known : Until.Phase.values()) {
      if (known.name().equals(phase)) {
        return Until.phaseOver(known);
      }
    }
    return Until.finished();
  }
}
