package io.trtdoctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Recipes as JSON. In a file written by hand a file reference may be a path alone, relative to the
 * recipe's folder; a field that is left out keeps TensorRT's default.
 *
 * <p>The canonical form, which the hash is made of, has its fields in fixed order, leaves out what
 * is at its default, and names files by content alone: so hashes stay as they are when the recipe
 * learns a new field.
 */
public final class RecipeJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecipeJson() {}

  /** The recipe with the paths of its files, one field a line. */
  public static String write(Recipe recipe) {
    return tree(recipe, true).toPrettyString();
  }

  /** The form that the hash is made of: without paths, without white space. */
  public static String canonical(Recipe recipe) {
    return tree(recipe, false).toString();
  }

  static String hash(Recipe recipe) {
    MessageDigest digest = Sha256.digest();
    digest.update(canonical(recipe).getBytes(StandardCharsets.UTF_8));
    return Sha256.hex(digest);
  }

  /**
   * Reads a recipe.
   *
   * @param folder what relative paths are relative to
   * @throws BadInputException if it is no recipe or a file it names cannot be read
   */
  public static Recipe read(String json, Path folder) {
    try {
      return read(MAPPER.readTree(json), folder);
    } catch (JsonProcessingException e) {
      throw new BadInputException(
          Message.of("probe.recipe-no-json", String.valueOf(e.getOriginalMessage())), e);
    }
  }

  /** The recipe as a tree, with or without the paths of its files. */
  public static ObjectNode tree(Recipe recipe, boolean withPaths) {
    ObjectNode out = MAPPER.createObjectNode();
    out.set("model", file(recipe.model(), withPaths));
    out.put("line", recipe.line());
    names(out, "outputs", recipe.outputs());
    tags(out, "flags", recipe.flags(), BuilderFlag::tag);
    if (recipe.constraintMode() != ConstraintMode.NONE) {
      out.put("constraint_mode", lower(recipe.constraintMode()));
    }
    putConstraints(out, recipe.constraints());
    recipe.calibrator().ifPresent(algorithm -> out.put("calibrator", algorithm.tag()));
    if (!(recipe.batches() instanceof Batches.None)) {
      out.set("batches", BatchesJson.tree(recipe.batches(), withPaths));
    }
    recipe
        .calibrationCache()
        .ifPresent(cache -> out.set("calibration_cache", file(cache, withPaths)));
    putRanges(out, recipe.dynamicRanges());
    putShapes(out, recipe.shapes());
    putBuilderOptions(out, recipe);
    if (!recipe.plugins().isEmpty()) {
      ArrayNode plugins = out.putArray("plugins");
      recipe.plugins().forEach(plugin -> plugins.add(file(plugin, withPaths)));
    }
    recipe.measure().ifPresent(measure -> out.set("measure", measure(measure, withPaths)));
    return out;
  }

  private static ObjectNode measure(Measure measure, boolean withPaths) {
    ObjectNode out = MAPPER.createObjectNode();
    out.set("inputs", BatchesJson.tree(measure.inputs(), withPaths));
    return out.put("warm_ups", measure.warmUps()).put("runs", measure.runs());
  }

  private static void putBuilderOptions(ObjectNode out, Recipe recipe) {
    recipe.workspaceBytes().ifPresent(bytes -> out.put("workspace_bytes", bytes));
    recipe.optimizationLevel().ifPresent(level -> out.put("optimization_level", level));
    recipe
        .tacticSources()
        .ifPresent(
            sources -> {
              ArrayNode array = out.putArray("tactic_sources");
              sources.stream().map(TacticSource::tag).sorted().forEach(array::add);
            });
    if (recipe.timingCache()) {
      out.put("timing_cache", true);
    }
    if (recipe.logLevel() != LogLevel.VERBOSE) {
      out.put("log_level", recipe.logLevel().tag());
    }
  }

  private static void putConstraints(ObjectNode out, List<PrecisionConstraint> rules) {
    if (rules.isEmpty()) {
      return;
    }
    ArrayNode array = out.putArray("constraints");
    for (PrecisionConstraint rule : rules) {
      ObjectNode node = array.addObject();
      node.put("target", lower(rule.target())).put("pattern", rule.pattern());
      rule.precision().ifPresent(type -> node.put("precision", type.tag()));
      if (!rule.outputTypes().isEmpty()) {
        ArrayNode types = node.putArray("output_types");
        rule.outputTypes().forEach(type -> types.add(type.tag()));
      }
    }
  }

  private static void putRanges(ObjectNode out, Map<TensorName, DynamicRange> ranges) {
    if (ranges.isEmpty()) {
      return;
    }
    ObjectNode node = out.putObject("dynamic_ranges");
    new TreeMap<>(ranges)
        .forEach(
            (tensor, range) -> node.putArray(tensor.value()).add(range.min()).add(range.max()));
  }

  private static void putShapes(ObjectNode out, Map<TensorName, ShapeRange> shapes) {
    if (shapes.isEmpty()) {
      return;
    }
    ObjectNode node = out.putObject("shapes");
    for (Map.Entry<TensorName, ShapeRange> entry : new TreeMap<>(shapes).entrySet()) {
      ObjectNode range = node.putObject(entry.getKey().value());
      dimensions(range.putArray("min"), entry.getValue().min());
      dimensions(range.putArray("opt"), entry.getValue().opt());
      dimensions(range.putArray("max"), entry.getValue().max());
    }
  }

  private static void dimensions(ArrayNode array, List<Integer> shape) {
    shape.forEach(array::add);
  }

  private static void names(ObjectNode out, String field, List<TensorName> names) {
    if (!names.isEmpty()) {
      ArrayNode array = out.putArray(field);
      names.stream().map(TensorName::value).sorted().forEach(array::add);
    }
  }

  private static <T> void tags(
      ObjectNode out, String field, Collection<T> values, Function<T, String> tag) {
    if (!values.isEmpty()) {
      ArrayNode array = out.putArray(field);
      values.stream().map(tag).sorted().forEach(array::add);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  static ObjectNode file(FileRef file, boolean withPath) {
    ObjectNode node = MAPPER.createObjectNode().put("sha256", file.sha256());
    if (withPath) {
      file.path().ifPresent(path -> node.put("path", path.toString()));
    }
    return node;
  }

  /** Reads a recipe from its tree. */
  public static Recipe read(JsonNode node, Path folder) {
    return read(node, file -> readFile(file, folder));
  }

  /** Reads a recipe whose files are taken as they are named, without a look at them. */
  public static Recipe readTrusted(JsonNode node) {
    return read(node, RecipeJson::trustedFile);
  }

  private static Recipe read(JsonNode node, Function<JsonNode, FileRef> files) {
    if (!node.isObject()) {
      throw new BadInputException(Message.of("probe.recipe-no-json", node.getNodeType().name()));
    }
    Recipe.Builder recipe =
        Recipe.of(files.apply(JsonFields.required(node, "model")), JsonFields.text(node, "line"));
    recipe.outputs(JsonFields.list(node, "outputs", name -> TensorName.of(name.asText())));
    recipe.flags(
        JsonFields.list(
            node, "flags", flag -> JsonFields.element(flag, "flags", BuilderFlag.class)));
    recipe.constraints(mode(node), JsonFields.list(node, "constraints", RecipeJson::constraint));
    Batches batches =
        node.has("batches") ? BatchesJson.read(node.get("batches"), files) : new Batches.None();
    JsonFields.optionalText(node, "calibrator")
        .ifPresent(tag -> recipe.calibrator(calibrator(node, tag), batches));
    if (node.has("calibration_cache")) {
      recipe.calibrationCache(files.apply(node.get("calibration_cache")));
    }
    node.path("dynamic_ranges")
        .properties()
        .forEach(e -> recipe.dynamicRange(TensorName.of(e.getKey()), range(e.getValue())));
    node.path("shapes")
        .properties()
        .forEach(e -> recipe.shape(TensorName.of(e.getKey()), shapeRange(e.getValue())));
    readBuilderOptions(node, recipe);
    if (node.has("measure")) {
      recipe.measure(readMeasure(node.get("measure"), files));
    }
    return recipe.plugins(JsonFields.list(node, "plugins", files)).build();
  }

  private static void readBuilderOptions(JsonNode node, Recipe.Builder recipe) {
    if (node.has("workspace_bytes")) {
      recipe.workspaceBytes(JsonFields.number(node, "workspace_bytes"));
    }
    if (node.has("optimization_level")) {
      recipe.optimizationLevel(JsonFields.integer(node, "optimization_level"));
    }
    if (node.has("tactic_sources")) {
      recipe.tacticSources(
          JsonFields.list(
              node,
              "tactic_sources",
              source -> JsonFields.element(source, "tactic_sources", TacticSource.class)));
    }
    recipe.timingCache(JsonFields.flag(node, "timing_cache"));
    if (node.has("log_level")) {
      recipe.logLevel(JsonFields.constant(node, "log_level", LogLevel.class));
    }
  }

  private static Measure readMeasure(JsonNode node, Function<JsonNode, FileRef> files) {
    Batches inputs = BatchesJson.read(JsonFields.required(node, "inputs"), files);
    int warmUps = JsonFields.integer(node, "warm_ups");
    int runs = JsonFields.integer(node, "runs");
    try {
      return new Measure(inputs, warmUps, runs);
    } catch (IllegalArgumentException e) {
      throw JsonFields.wrong("measure", node);
    }
  }

  private static ConstraintMode mode(JsonNode node) {
    return node.has("constraint_mode")
        ? JsonFields.constant(node, "constraint_mode", ConstraintMode.class)
        : ConstraintMode.NONE;
  }

  private static CalibrationAlgorithm calibrator(JsonNode node, String tag) {
    for (CalibrationAlgorithm algorithm : CalibrationAlgorithm.values()) {
      if (algorithm.tag().equals(tag)) {
        return algorithm;
      }
    }
    throw JsonFields.wrong("calibrator", node.get("calibrator"));
  }

  private static PrecisionConstraint constraint(JsonNode node) {
    return new PrecisionConstraint(
        JsonFields.constant(node, "target", PrecisionConstraint.Target.class),
        JsonFields.text(node, "pattern"),
        node.has("precision")
            ? Optional.of(JsonFields.constant(node, "precision", DataType.class))
            : Optional.empty(),
        JsonFields.list(
            node, "output_types", type -> JsonFields.element(type, "output_types", DataType.class)),
        "recipe");
  }

  private static DynamicRange range(JsonNode node) {
    if (!node.isArray() || node.size() != 2) {
      throw JsonFields.wrong("dynamic_ranges", node);
    }
    return new DynamicRange(node.get(0).floatValue(), node.get(1).floatValue());
  }

  private static ShapeRange shapeRange(JsonNode node) {
    try {
      return new ShapeRange(
          JsonFields.list(node, "min", JsonNode::intValue),
          JsonFields.list(node, "opt", JsonNode::intValue),
          JsonFields.list(node, "max", JsonNode::intValue));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          Message.of("probe.json-field-wrong", "shapes", node.toString()), e);
    }
  }

  /** A file by path, by hash, or by both; a path without a hash is read to get it. */
  private static FileRef readFile(JsonNode node, Path folder) {
    if (node.isTextual()) {
      return FileRef.of(folder.resolve(node.textValue()));
    }
    Optional<Path> path = JsonFields.optionalText(node, "path").map(folder::resolve);
    if (path.isPresent() && (!node.has("sha256") || Files.isReadable(path.get()))) {
      FileRef found = FileRef.of(path.get());
      if (!node.has("sha256") || found.sha256().equals(node.get("sha256").asText())) {
        return found;
      }
    }
    return FileRef.ofHash(hash(node));
  }

  private static FileRef trustedFile(JsonNode node) {
    return new FileRef(hash(node), JsonFields.optionalText(node, "path").map(Path::of));
  }

  private static String hash(JsonNode node) {
    String sha256 = JsonFields.text(node, "sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw JsonFields.wrong("sha256", node.get("sha256"));
    }
    return sha256;
  }
}
