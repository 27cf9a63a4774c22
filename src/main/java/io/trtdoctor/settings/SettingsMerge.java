package io.trtdoctor.settings;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.PrecisionConstraint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lays the settings of one source over those of another. */
final class SettingsMerge {
  /** The flags that say the same as a constraint mode; they go with it. */
  static final Set<BuilderFlag> MODE_FLAGS =
      Set.of(
          BuilderFlag.PREFER_PRECISION_CONSTRAINTS,
          BuilderFlag.OBEY_PRECISION_CONSTRAINTS,
          BuilderFlag.STRICT_TYPES);

  private SettingsMerge() {}

  static BuildSettings of(BuildSettings stronger, BuildSettings weaker) {
    return new BuildSettings(
        flags(stronger, weaker),
        first(stronger.constraintMode(), weaker.constraintMode()),
        constraints(stronger.constraints(), weaker.constraints()),
        first(stronger.calibrator(), weaker.calibrator()),
        first(stronger.calibrationCache(), weaker.calibrationCache()),
        over(stronger.minShapes(), weaker.minShapes()),
        over(stronger.optShapes(), weaker.optShapes()),
        over(stronger.maxShapes(), weaker.maxShapes()),
        first(stronger.workspaceBytes(), weaker.workspaceBytes()),
        over(stronger.origins(), weaker.origins()),
        Stream.concat(stronger.notUnderstood().stream(), weaker.notUnderstood().stream())
            .distinct()
            .toList());
  }

  private static Set<BuilderFlag> flags(BuildSettings stronger, BuildSettings weaker) {
    Set<BuilderFlag> flags = EnumSet.noneOf(BuilderFlag.class);
    flags.addAll(weaker.flags());
    if (stronger.constraintMode().isPresent()) {
      flags.removeAll(MODE_FLAGS);
    }
    flags.addAll(stronger.flags());
    return flags;
  }

  /** The weaker rules first, since of those that match a layer the last counts. */
  private static List<PrecisionConstraint> constraints(
      List<PrecisionConstraint> stronger, List<PrecisionConstraint> weaker) {
    List<PrecisionConstraint> rules = new ArrayList<>();
    weaker.stream()
        .filter(w -> stronger.stream().noneMatch(s -> isReplacedBy(w, s)))
        .forEach(rules::add);
    rules.addAll(stronger);
    return rules;
  }

  private static boolean isReplacedBy(PrecisionConstraint weaker, PrecisionConstraint stronger) {
    return stronger.target() == weaker.target()
        && stronger.pattern().equals(weaker.pattern())
        && (stronger.precision().isPresent() || weaker.precision().isEmpty())
        && (!stronger.outputTypes().isEmpty() || weaker.outputTypes().isEmpty());
  }

  private static <T> Optional<T> first(Optional<T> stronger, Optional<T> weaker) {
    return stronger.isPresent() ? stronger : weaker;
  }

  private static <V> Map<String, V> over(Map<String, V> stronger, Map<String, V> weaker) {
    Map<String, V> all = new HashMap<>(weaker);
    all.putAll(stronger);
    return all;
  }
}
