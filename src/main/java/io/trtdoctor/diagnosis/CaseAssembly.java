package io.trtdoctor.diagnosis;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts a case together from its builds; its verdict is that of the worst build.
 *
 * <p>Worst is a build that is known to break, then one that nobody can judge (it may have broken),
 * then one that came out poorer than asked for, then a healthy one. Of equals the first in the logs
 * counts.
 */
public final class CaseAssembly {
  private CaseAssembly() {}

  /**
   * The case.
   *
   * @param builds in the order of the logs, at least one: without a log the judgement of the other
   *     inputs
   * @throws IllegalArgumentException if there is no build
   */
  public static Diagnosis assemble(
      List<BuildDiagnosis> builds,
      BuildSettings settings,
      Optional<Network> network,
      Optional<CalibrationCache> cache,
      List<InputFile> inputs,
      List<Message> notes) {
    BuildDiagnosis worst = worst(builds);
    return new Diagnosis(
        worst.verdict(), builds, worst.findings(), settings, network, cache, inputs, notes);
  }

  /**
   * The build that the case's verdict comes from.
   *
   * @throws IllegalArgumentException if there is no build
   */
  public static BuildDiagnosis worst(List<BuildDiagnosis> builds) {
    return builds.stream()
        .min(Comparator.comparing(CaseAssembly::gravity))
        .orElseThrow(() -> new IllegalArgumentException("a case has at least one build"));
  }

  /** How bad a build went, worst first. */
  private enum Gravity {
    BROKEN,
    UNKNOWN,
    POORER,
    HEALTHY
  }

  private static Gravity gravity(BuildDiagnosis build) {
    return switch (build.verdict().status()) {
      case CAUSE_NAMED -> breaks(build) ? Gravity.BROKEN : Gravity.POORER;
      case UNDETERMINED -> Gravity.UNKNOWN;
      case HEALTHY -> Gravity.HEALTHY;
    };
  }

  private static boolean breaks(BuildDiagnosis build) {
    return build.findings().stream()
        .filter(finding -> build.verdict().cause().filter(finding.cause()::equals).isPresent())
        .anyMatch(finding -> finding.effect() == Effect.BREAKS);
  }
}
