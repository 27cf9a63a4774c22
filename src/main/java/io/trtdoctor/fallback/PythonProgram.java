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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A program in Python that builds the fallback with TensorRT 8.6 or 10. */
final class PythonProgram {
  private static final String NONE = "None";

  private PythonProgram() {}

  static String of(Fallback fallback) {
    Map<String, String> parts = new HashMap<>(buildParts(fallback));
    parts.put("heading", Heading.commented("#", Heading.of(fallback)));
    parts.put("model", Literals.python(FilePaths.model(fallback.recipe())));
    parts.put("cache", Literals.python(FallbackExports.CACHE));
    return Template.fill("build_engine.py", parts);
  }

  /** What is done to builder, network and calibrator, as parts of the templates that build. */
  static Map<String, String> buildParts(Fallback fallback) {
    Map<String, String> parts = new HashMap<>(networkParts(fallback));
    parts.put("builder", Template.fill("builder.py", settings(fallback.recipe())));
    parts.put("calibrator", Template.fill("calibrator.py", Map.of()));
    return parts;
  }

  private static Map<String, String> settings(Recipe recipe) {
    Optional<String> calibrator = recipe.calibrator().map(CalibrationAlgorithm::className);
    boolean stronglyTyped = recipe.flags().contains(BuilderFlag.STRONGLY_TYPED);
    return Map.of(
        "flags", Literals.inLine(ApiNames.flags(recipe), Literals::python),
        "stronglyTyped", stronglyTyped ? "True" : "False",
        "calibrator", calibrator.map(Literals::python).orElse(NONE),
        "shapes", shapes(recipe),
        "workspace", Literals.orNone(recipe.workspaceBytes(), NONE),
        "level", Literals.orNone(recipe.optimizationLevel(), NONE),
        "tacticSources", recipe.tacticSources().map(PythonProgram::tacticSources).orElse(NONE),
        "plugins", Literals.inLine(FilePaths.plugins(recipe), Literals::python));
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
    return "(%s, %s, %s, [%s])"
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

  private static String tacticSources(Set<TacticSource> sources) {
    return "["
        + Literals.inLine(
            sources.stream().sorted().toList(), source -> Literals.python(source.name()))
        + "]";
  }
}
