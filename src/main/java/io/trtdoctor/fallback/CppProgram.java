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

/** A program in C++17 that builds the fallback with TensorRT 8.6 or 10. */
final class CppProgram {
  private static final String NONE = "std::nullopt";

  private CppProgram() {}

  static String of(Fallback fallback) {
    Recipe recipe = fallback.recipe();
    Map<String, String> parts = new HashMap<>(settings(recipe));
    parts.put("heading", comment(Heading.of(fallback)));
    parts.put("asked", Literals.lines(Ask.of(fallback), CppProgram::ask));
    parts.put("ranges", ranges(recipe));
    parts.put("outputs", Literals.inLine(recipe.outputs(), t -> Literals.cpp(t.value())));
    parts.put("shapes", shapes(recipe));
    return Template.fill("build_engine.cpp", parts);
  }

  private static Map<String, String> settings(Recipe recipe) {
    CalibrationAlgorithm calibrator = recipe.calibrator().orElse(CalibrationAlgorithm.ENTROPY_2);
    boolean stronglyTyped = recipe.flags().contains(BuilderFlag.STRONGLY_TYPED);
    return Map.of(
        "model", Literals.cpp(FilePaths.model(recipe)),
        "cache", Literals.cpp(FallbackExports.CACHE),
        "flags", Literals.inLine(ApiNames.flags(recipe), flag -> "BuilderFlag::k" + flag),
        "stronglyTyped", stronglyTyped ? "1" : "0",
        "calibrated", String.valueOf(recipe.calibrator().isPresent()),
        "calibrator", calibrator.className(),
        "workspace", Literals.orNone(recipe.workspaceBytes(), NONE),
        "level", Literals.orNone(recipe.optimizationLevel(), NONE),
        "tacticSources", tacticSources(recipe),
        "plugins", Literals.inLine(FilePaths.plugins(recipe), Literals::cpp));
  }

  /** A backslash, or what once stood for one, at a line's end would go on with the next line. */
  private static String comment(List<String> lines) {
    return Heading.commented(
        "//",
        lines.stream()
            .map(line -> line.stripTrailing())
            .map(line -> line.endsWith("\\") || line.endsWith("??/") ? line + "." : line)
            .toList());
  }

  private static String ask(Ask ask) {
    return "{%s, %s, %s, {%s}}"
        .formatted(
            ask.index(),
            Literals.cpp(ask.name()),
            ask.precision().map(CppProgram::type).orElse(NONE),
            Literals.inLine(ask.outputTypes(), CppProgram::type));
  }

  private static String type(DataType type) {
    return type == DataType.UNKNOWN ? NONE : "DataType::k" + ApiNames.of(type);
  }

  private static String ranges(Recipe recipe) {
    return Literals.lines(
        List.copyOf(new TreeMap<>(recipe.dynamicRanges()).entrySet()), CppProgram::range);
  }

  private static String range(Map.Entry<TensorName, DynamicRange> entry) {
    return "{%s, %sF, %sF}"
        .formatted(
            Literals.cpp(entry.getKey().value()), entry.getValue().min(), entry.getValue().max());
  }

  private static String shapes(Recipe recipe) {
    return Literals.lines(
        List.copyOf(new TreeMap<>(recipe.shapes()).entrySet()), CppProgram::shape);
  }

  private static String shape(Map.Entry<TensorName, ShapeRange> entry) {
    ShapeRange range = entry.getValue();
    return "{%s, {%s}, {%s}, {%s}}"
        .formatted(
            Literals.cpp(entry.getKey().value()),
            Literals.inLine(range.min(), String::valueOf),
            Literals.inLine(range.opt(), String::valueOf),
            Literals.inLine(range.max(), String::valueOf));
  }

  private static String tacticSources(Recipe recipe) {
    return recipe
        .tacticSources()
        .map(sources -> sources.stream().sorted().map(CppProgram::bit).toList())
        .map(bits -> bits.isEmpty() ? "0U" : String.join(" | ", bits))
        .orElse(NONE);
  }

  private static String bit(TacticSource source) {
    return "1U << static_cast<uint32_t>(TacticSource::k" + source.name() + ")";
  }
}
