package io.trtdoctor.fallback;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Recipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program in Python that builds the fallback with TensorRT 8.6 or 10. */
final class PythonProgram {
  private static final String NONE = "None";

  private PythonProgram() {}

  static String of(Fallback fallback) {
    Recipe recipe = fallback.recipe();
    Map<String, String> parts = new HashMap<>(networkParts(fallback));
    parts.put("heading", Heading.commented("#", Heading.of(fallback)));
    parts.put("model", Literals.python(FilePaths.model(recipe)));
    parts.put("cache", Literals.python(FallbackExports.CACHE));
    parts.put("flags", Literals.inLine(ApiNames.flags(recipe), Literals::python));
    parts.put("stronglyTyped", stronglyTyped(recipe) ? "True" : "False");
    parts.put(
        "calibrator",
        recipe
            .calibrator()
            .map(CalibrationAlgorithm::className)
            .map(Literals::python)
            .orElse(NONE));
    parts.put("shapes", shapes(recipe));
    parts.put("workspace", Literals.orNone(recipe.workspaceBytes(), NONE));
    parts.put("level", Literals.orNone(recipe.optimizationLevel(), NONE));
    parts.put("tacticSources", recipe.tacticSources().map(s -> list(sorted(s))).orElse(NONE));
    parts.put("plugins", Literals.inLine(FilePaths.plugins(recipe), Literals::python));
    return Template.fill("build_engine.py", parts);
  }

  /** What both Python scripts do to the network, as parts of their templates. */
  static Map<String, String> networkParts(Fallback fallback) {
    Map<String, String> data =
        Map.of(
            "asked", Literals.lines(Ask.of(fallback), PythonProgram::ask),
            "ranges", ranges(fallback.recipe()),
            "outputs",
                Literals.inLine(
                    fallback.recipe().outputs(), tensor -> Literals.python(tensor.value())));
    return Map.of("network", Template.fill("network.py", data));
  }

  private static String ask(Ask ask) {
    return "(%d, %s, %s, [%s])"
        .formatted(
            ask.index(),
            Literals.python(ask.name()),
            ask.precision().map(PythonProgram::type).orElse(NONE),
            Literals.inLine(ask.outputTypes(), PythonProgram::type));
  }

  private static String type(DataType type) {
    return type == DataType.UNKNOWN ? NONE : Literals.python(ApiNames.of(type));
  }

  private static String ranges(Recipe recipe) {
    return Literals.lines(
        List.copyOf(new TreeMap<>(recipe.dynamicRanges()).entrySet()), PythonProgram::range);
  }

  private static String range(Map.Entry<TensorName, DynamicRange> entry) {
    return "(%s, %s, %s)"
        .formatted(
            Literals.python(entry.getKey().value()),
            (double) entry.getValue().min(),
            (double) entry.getValue().max());
  }

  private static String shapes(Recipe recipe) {
    return Literals.lines(
        List.copyOf(new TreeMap<>(recipe.shapes()).entrySet()), PythonProgram::shape);
  }

  private static String shape(Map.Entry<TensorName, ShapeRange> entry) {
    ShapeRange range = entry.getValue();
    return "(%s, %s, %s, %s)"
        .formatted(Literals.python(entry.getKey().value()), range.min(), range.opt(), range.max());
  }

  private static String list(List<TacticSource> sources) {
    return "[" + Literals.inLine(sources, source -> Literals.python(source.name())) + "]";
  }

  private static List<TacticSource> sorted(java.util.Set<TacticSource> sources) {
    return sources.stream().sorted().toList();
  }

  private static boolean stronglyTyped(Recipe recipe) {
    return recipe.flags().contains(BuilderFlag.STRONGLY_TYPED);
  }
}
