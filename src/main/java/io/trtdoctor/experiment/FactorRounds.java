package io.trtdoctor.experiment;

import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a recipe in the order in which they are worth a probe.
 *
 * @param first the usual ones, and rarer ones that the catalogue names
 * @param then the rest; to be tried once none of the first is to blame
 */
record FactorRounds(List<Factor> first, List<Factor> then) {
  FactorRounds {
    first = List.copyOf(first);
    then = List.copyOf(then);
  }

  /**
   * Sorts the settings of a recipe.
   *
   * @param goodCache what to have in place of the recipe's cache
   * @param otherLine another TensorRT line that probes can be built with
   * @param causes what the catalogue makes of the failure, most important first
   */
  static FactorRounds of(
      Recipe recipe,
      NetworkGraph network,
      Optional<FileRef> goodCache,
      Optional<String> otherLine,
      List<String> causes) {
    List<Factor> usual = Factors.of(recipe, network, goodCache);
    List<Factor> rarer = RarerFactors.of(recipe, otherLine);
    Optional<String> cause = causes.stream().findFirst().filter(id -> named(usual, id).isEmpty());
    List<Factor> first = new ArrayList<>(usual);
    cause.ifPresent(id -> first.addAll(named(rarer, id)));
    return new FactorRounds(
        first, rarer.stream().filter(factor -> !first.contains(factor)).toList());
  }

  private static List<Factor> named(List<Factor> factors, String cause) {
    return factors.stream().filter(factor -> factor.causes().contains(cause)).toList();
  }

  boolean isEmpty() {
    return first.isEmpty() && then.isEmpty();
  }
}
