package io.trtdoctor.settings;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Precision constraints of one source; of two for the same pattern and purpose the last stays. */
final class ConstraintList {
  private record Key(Target target, String pattern) {}

  private final Map<Key, PrecisionConstraint> rules = new LinkedHashMap<>();

  void precision(Target target, String pattern, DataType precision, String source) {
    add(new PrecisionConstraint(target, pattern, Optional.of(precision), List.of(), source));
  }

  void outputTypes(String pattern, List<DataType> types, String source) {
    add(new PrecisionConstraint(Target.LAYER_NAME, pattern, Optional.empty(), types, source));
  }

  void add(PrecisionConstraint rule) {
    rules.merge(new Key(rule.target(), rule.pattern()), rule, ConstraintList::both);
  }

  /**
   * Rules for operator types first, then names with a star, then whole names: so that of the rules
   * that match a layer the last is the most specific. trtexec prefers a whole name to one with a
   * star wherever it stands (NVIDIA/TensorRT, samples/common/sampleUtils.h, findPlausible).
   */
  List<PrecisionConstraint> specificLast() {
    return rules.values().stream()
        .sorted(Comparator.comparingInt(ConstraintList::specificity))
        .toList();
  }

  private static int specificity(PrecisionConstraint rule) {
    return switch (rule.target()) {
      case OPERATOR_TYPE -> 0;
      case LAYER_NAME -> rule.pattern().indexOf('*') >= 0 ? 1 : 2;
    };
  }

  private static PrecisionConstraint both(PrecisionConstraint first, PrecisionConstraint second) {
    return new PrecisionConstraint(
        second.target(),
        second.pattern(),
        second.precision().or(first::precision),
        second.outputTypes().isEmpty() ? first.outputTypes() : second.outputTypes(),
        first.source().equals(second.source())
            ? second.source()
            : first.source() + ", " + second.source());
  }
}
