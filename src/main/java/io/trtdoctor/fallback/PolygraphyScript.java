package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A script that Polygraphy runs on the parsed network.
 *
 * @param script with the command line that uses it in its comment
 * @param gaps what the command line cannot say
 */
record PolygraphyScript(String script, List<Message> gaps) {
  static final String FILE = "polygraphy_postprocess.py";

  PolygraphyScript {
    gaps = List.copyOf(gaps);
  }

  static PolygraphyScript of(Fallback fallback) {
    Recipe recipe = fallback.recipe();
    List<Message> gaps = gaps(recipe);
    List<String> comment = new ArrayList<>(Heading.of(fallback));
    comment.addAll(Heading.inWords(gaps));
    comment.addAll(
        Heading.inWords(List.of(Message.of("fallback.use", PolygraphyCommand.building(recipe)))));
    Map<String, String> parts = new HashMap<>(PythonProgram.networkParts(fallback));
    parts.put("heading", Heading.commented("#", comment));
    return new PolygraphyScript(Template.fill(FILE, parts), gaps);
  }

  private static List<Message> gaps(Recipe recipe) {
    List<Message> gaps = new ArrayList<>();
    boolean calibratesByItself =
        recipe.flags().contains(BuilderFlag.INT8)
            && recipe.calibrator().isEmpty()
            && !recipe.dynamicRanges().isEmpty();
    if (calibratesByItself) {
      gaps.add(Message.of("fallback.polygraphy-calibrates"));
    }
    if (recipe.flags().contains(BuilderFlag.STRICT_TYPES)) {
      gaps.add(Message.of("fallback.flag-unknown", "Polygraphy", BuilderFlag.STRICT_TYPES.name()));
    }
    return gaps;
  }
}
