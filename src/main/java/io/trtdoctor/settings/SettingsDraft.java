package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.settings.NamedValues.Pair;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of one source while its options are taken in, one after the other. */
final class SettingsDraft {
  private final String where;
  private final Set<BuilderFlag> flags = EnumSet.noneOf(BuilderFlag.class);
  private final ConstraintList constraints = new ConstraintList();
  private final ProfileDraft profile = new ProfileDraft();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<String> notUnderstood = new ArrayList<>();
  private Optional<ConstraintMode> mode = Optional.empty();
  private Optional<CalibrationAlgorithm> calibrator = Optional.empty();
  private Optional<String> cache = Optional.empty();
  private Optional<Long> workspace = Optional.empty();

  /**
   * @param where what to name as the origin before the option: empty for our own command line,
   *     {@code --like}, or a place in a log
   */
  SettingsDraft(String where) {
    this.where = where;
  }

  BuildSettings settings() {
    profile.requireOrdered();
    return uncheckedSettings();
  }

  /** The settings even where they contradict each other, as a log may show them. */
  BuildSettings uncheckedSettings() {
    return new BuildSettings(
        flags,
        mode,
        constraints.specificLast(),
        calibrator,
        cache,
        profile.min(),
        profile.opt(),
        profile.max(),
        workspace,
        origins,
        notUnderstood);
  }

  void notUnderstood(String words) {
    notUnderstood.add(words);
  }

  /** Keeps where a setting was made of which nothing else is kept. */
  void note(String setting, GivenOption option) {
    origins.put(setting, origin(option));
  }

  void flag(BuilderFlag flag, GivenOption option) {
    flags.add(flag);
    note(flag.tag().replace('_', '-'), option);
  }

  void constraintMode(GivenOption option) {
    mode(
        switch (requireValue(option).toLowerCase(Locale.ROOT)) {
          case "none" -> ConstraintMode.NONE;
          case "prefer" -> ConstraintMode.PREFER;
          case "obey" -> ConstraintMode.OBEY;
          default ->
              throw new UsageException(
                  Message.of("settings.unknown-constraint-mode", option.name(), option.value()));
        },
        option);
  }

  void mode(ConstraintMode asked, GivenOption option) {
    mode = Optional.of(asked);
    flags.removeAll(SettingsMerge.MODE_FLAGS);
    switch (asked) {
      case NONE -> {}
      case PREFER -> flags.add(BuilderFlag.PREFER_PRECISION_CONSTRAINTS);
      case OBEY -> flags.add(BuilderFlag.OBEY_PRECISION_CONSTRAINTS);
    }
    note("precision-constraints", option);
  }

  /** The older name: precisions are preferred, and reported where they cannot be had. */
  void strictTypes(GivenOption option) {
    mode(ConstraintMode.PREFER, option);
    flag(BuilderFlag.STRICT_TYPES, option);
  }

  void layerPrecisions(GivenOption option) {
    requireValue(option);
    layerPrecisions(NamedValues.parse(option), option);
  }

  void layerPrecisions(List<Pair> pairs, GivenOption option) {
    pairs.forEach(
        pair ->
            constraints.precision(
                PrecisionConstraint.Target.LAYER_NAME,
                pair.name(),
                Precisions.parse(pair.value(), option),
                origin(option)));
    note("layer-precisions", option);
  }

  void layerOutputTypes(GivenOption option) {
    requireValue(option);
    for (Pair pair : NamedValues.parse(option)) {
      constraints.outputTypes(
          pair.name(), Precisions.parseList(pair.value(), option), origin(option));
    }
    note("layer-output-types", option);
  }

  /** {@code CONVOLUTION=int8,Gemm=fp16}. */
  void layerTypePrecisions(GivenOption option) {
    for (String rule : requireValue(option).split(",")) {
      int equals = rule.lastIndexOf('=');
      if (equals <= 0 || equals == rule.length() - 1) {
        throw new UsageException(Message.of("settings.malformed-type-rule", option.name(), rule));
      }
      for (String operator : LayerTypes.operators(rule.substring(0, equals), option)) {
        constraints.precision(
            PrecisionConstraint.Target.OPERATOR_TYPE,
            operator,
            Precisions.parse(rule.substring(equals + 1), option),
            origin(option));
      }
    }
    note("layer-type-precision", option);
  }

  void constraints(List<PrecisionConstraint> rules, GivenOption option) {
    rules.forEach(constraints::add);
    note("constraints", option);
  }

  /** One of our own tags or the name of a class of TensorRT's. */
  void calibrator(GivenOption option) {
    String word = requireValue(option);
    String className = word.substring(word.lastIndexOf('.') + 1);
    CalibrationAlgorithm algorithm =
        Arrays.stream(CalibrationAlgorithm.values())
            .filter(a -> a.tag().equalsIgnoreCase(word) || a.className().equals(className))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        Message.of("settings.unknown-calibrator", option.name(), word)));
    calibrator(algorithm, option);
  }

  void calibrator(CalibrationAlgorithm algorithm, GivenOption option) {
    calibrator = Optional.of(algorithm);
    note("calibrator", option);
  }

  void cache(GivenOption option) {
    cache = Optional.of(requireValue(option));
    note("cache", option);
  }

  void shapes(String setting, Map<String, List<Integer>> shapes, GivenOption option) {
    profile.put(setting, shapes);
    note(setting, option);
  }

  void shapes(String setting, GivenOption option) {
    requireValue(option);
    shapes(setting, Shapes.parse(option), option);
  }

  void workspace(long bytes, GivenOption option) {
    workspace = Optional.of(bytes);
    note("workspace", option);
  }

  static String requireValue(GivenOption option) {
    if (option.value().isBlank()) {
      throw new UsageException(Message.of("settings.missing-value", option.name()));
    }
    return option.value().strip();
  }

  private String origin(GivenOption option) {
    return where.isEmpty() ? option.name() : where + " " + option.name();
  }
}
