package io.trtdoctor.report;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a build as rows, each with the place where it was read. */
final class SettingRows {
  /** One setting; {@code origin} is empty if it is not known. */
  record Row(String option, String value, String origin) {}

  private final BuildSettings settings;
  private final List<Row> rows = new ArrayList<>();

  private SettingRows(BuildSettings settings) {
    this.settings = settings;
  }

  static List<Row> of(BuildSettings settings) {
    SettingRows all = new SettingRows(settings);
    settings.flags().stream().filter(f -> !isMode(f)).sorted().forEach(all::flag);
    settings
        .constraintMode()
        .ifPresent(
            mode -> all.add("precision-constraints", mode.name().toLowerCase(Locale.ROOT), ""));
    settings.constraints().forEach(all::constraint);
    settings
        .calibrator()
        .ifPresent(c -> all.add("calibrator", c.tag() + " (" + c.className() + ")", ""));
    settings.calibrationCache().ifPresent(cache -> all.add("cache", cache, ""));
    all.shapes("minShapes", settings.minShapes());
    all.shapes("optShapes", settings.optShapes());
    all.shapes("maxShapes", settings.maxShapes());
    settings
        .workspaceBytes()
        .ifPresent(bytes -> all.add("workspace", Numbers.bytes(bytes) + " (" + bytes + ")", ""));
    return List.copyOf(all.rows);
  }

  /** A flag that says the same as {@code --precision-constraints}, which has a row of its own. */
  private static boolean isMode(BuilderFlag flag) {
    return flag == BuilderFlag.PREFER_PRECISION_CONSTRAINTS
        || flag == BuilderFlag.OBEY_PRECISION_CONSTRAINTS;
  }

  private void flag(BuilderFlag flag) {
    add(flag.tag().replace('_', '-'), "on", "");
  }

  private void constraint(PrecisionConstraint constraint) {
    Stream<String> asked =
        Stream.concat(
            constraint.precision().map(DataType::tag).stream(),
            constraint.outputTypes().isEmpty()
                ? Stream.empty()
                : Stream.of("outputs " + types(constraint.outputTypes())));
    add(
        switch (constraint.target()) {
          case LAYER_NAME -> "layer-precision";
          case OPERATOR_TYPE -> "layer-type-precision";
        },
        constraint.pattern() + " = " + asked.collect(Collectors.joining(", ")),
        constraint.source());
  }

  static String types(List<DataType> types) {
    return types.stream().map(DataType::tag).collect(Collectors.joining("+"));
  }

  private void shapes(String option, Map<String, List<Integer>> shapes) {
    shapes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            entry ->
                add(
                    option,
                    entry.getKey()
                        + ":"
                        + entry.getValue().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining("x")),
                    ""));
  }

  private void add(String option, String value, String origin) {
    rows.add(new Row("--" + option, value, origin.isEmpty() ? origin(option) : origin));
  }

  private String origin(String option) {
    return Stream.of("--" + option, option, option.replace('-', '_'))
        .map(settings.origins()::get)
        .filter(origin -> origin != null)
        .findFirst()
        .orElse("");
  }
}
