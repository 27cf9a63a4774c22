package io.trtdoctor.experiment;

import io.trtdoctor.finding.Exoneration;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.finding.Proof;
import io.trtdoctor.search.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pairs of probes that differ in one setting alone, and probes that clear a setting. */
final class Proofs {
  private final Laboratory laboratory;
  private final List<Proof> proofs = new ArrayList<>();
  private final List<Exoneration> exonerations = new ArrayList<>();

  Proofs(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /** Adds a proof that other probes carry. */
  void add(Proof proof) {
    proofs.add(proof);
  }

  List<Proof> proofs() {
    return List.copyOf(proofs);
  }

  List<Exoneration> exonerations() {
    return List.copyOf(exonerations);
  }

  /**
   * Adds the proof that a factor is to blame, if two probes carry it.
   *
   * @param causes what the catalogue makes of the failure, most important first
   */
  void prove(
      FactorVariation variation, Search.Found<Factor> found, Factor factor, List<String> causes) {
    Optional<Set<Factor>> failing = failingWith(found.answers(), factor);
    if (failing.isEmpty()) {
      return;
    }
    Set<Factor> without = without(failing.get(), factor);
    List<ProbeSummary> fails = probes(variation, failing.get(), ProbeSummary.Answer.FAILS);
    List<ProbeSummary> passes = probes(variation, without, ProbeSummary.Answer.PASSES);
    if (!fails.isEmpty() && !passes.isEmpty()) {
      proofs.add(
          new Proof(
              causes.stream().filter(factor.causes()::contains).findFirst(),
              factor.name(),
              factor.asGiven(),
              factor.instead(),
              fails.get(0).number(),
              passes.get(0).number(),
              Math.min(fails.size(), passes.size())));
    }
  }

  /** The largest set that fails with the factor and was seen to pass without it. */
  private static Optional<Set<Factor>> failingWith(
      Map<Set<Factor>, Answer> answers, Factor factor) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue() == Answer.FAILS && entry.getKey().contains(factor))
        .map(Map.Entry::getKey)
        .filter(set -> answers.get(without(set, factor)) == Answer.PASSES)
        .max(Comparator.comparingInt(Set::size));
  }

  private static Set<Factor> without(Set<Factor> set, Factor factor) {
    Set<Factor> rest = new HashSet<>(set);
    rest.remove(factor);
    return rest;
  }

  private List<ProbeSummary> probes(
      FactorVariation variation, Set<Factor> putIn, ProbeSummary.Answer answer) {
    return laboratory.probesOf(variation.with(putIn)).stream()
        .filter(probe -> probe.answer() == answer)
        .toList();
  }

  /** Clears every factor without which it fails all the same. */
  void exonerate(FactorVariation variation, Search.Found<Factor> found) {
    Set<Factor> blamed = new HashSet<>();
    found.isolation().culprits().forEach(blamed::addAll);
    for (Factor factor : variation.candidates()) {
      if (!blamed.contains(factor)) {
        found.answers().entrySet().stream()
            .filter(entry -> entry.getValue() == Answer.FAILS && !entry.getKey().contains(factor))
            .flatMap(entry -> probes(variation, entry.getKey(), ProbeSummary.Answer.FAILS).stream())
            .findFirst()
            .ifPresent(probe -> exonerations.add(new Exoneration(factor.name(), probe.number())));
      }
    }
  }
}
