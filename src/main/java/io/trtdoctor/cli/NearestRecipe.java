package io.trtdoctor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.escape.Printable;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.RecipeJson;
import io.trtdoctor.text.Message;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** In what a recipe differs from the one of a recording that comes nearest to it. */
final class NearestRecipe {
  private static final int WIDEST = 60;
  private static final int HASH_DIGITS = 12;

  private final ObjectNode asked;
  private final ObjectNode recorded;

  private NearestRecipe(Recipe asked, Recipe recorded) {
    this.asked = RecipeJson.tree(asked, false);
    this.recorded = RecipeJson.tree(recorded, false);
  }

  /** What to say of it, empty if the recipe is recorded or nothing is. */
  static Optional<Message> differences(Recipe asked, Collection<Recipe> recorded) {
    return recorded.stream()
        .map(recipe -> new NearestRecipe(asked, recipe))
        .min(Comparator.comparingInt(nearest -> nearest.fields().size()))
        .filter(nearest -> !nearest.fields().isEmpty())
        .map(NearestRecipe::told);
  }

  private List<String> fields() {
    TreeSet<String> all = new TreeSet<>();
    asked.fieldNames().forEachRemaining(all::add);
    recorded.fieldNames().forEachRemaining(all::add);
    return all.stream().filter(name -> !asked.path(name).equals(recorded.path(name))).toList();
  }

  private Message told() {
    return Message.of("cli.gpu.not-recorded", words(recorded), words(asked));
  }

  private String words(ObjectNode recipe) {
    return fields().stream()
        .map(name -> name + " " + value(recipe.path(name)))
        .collect(Collectors.joining(", "));
  }

  private static String value(JsonNode value) {
    if (value.path("sha256").isTextual()) {
      return value.get("sha256").textValue().substring(0, HASH_DIGITS);
    }
    return value.isMissingNode() ? "-" : Printable.cut(Printable.line(value.toString()), WIDEST);
  }
}
