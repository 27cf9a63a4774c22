package io.trtdoctor.finding;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a case once it has been judged.
 *
 * @param verdict that of the worst build
 * @param builds in the order of the logs; at least one, also when there was no log
 * @param findings those of the worst build, most important first
 * @param notes remarks that belong to no build: inputs that were not understood, limits reached
 * @param experiment what probes found out, {@link Experiment#none} if none was run
 * @param prediction what the calibration data come to on the CPU, empty if that was not tried
 */
public record Diagnosis(
    Verdict verdict,
    List<BuildDiagnosis> builds,
    List<Finding> findings,
    BuildSettings settings,
    Optional<Network> network,
    Optional<CalibrationCache> cache,
    List<InputFile> inputs,
    List<Message> notes,
    Experiment experiment,
    Optional<CpuPrediction> prediction) {
  public Diagnosis {
    builds = List.copyOf(builds);
    findings = List.copyOf(findings);
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /** A case without experiments and without a prediction. */
  public Diagnosis(
      Verdict verdict,
      List<BuildDiagnosis> builds,
      List<Finding> findings,
      BuildSettings settings,
      Optional<Network> network,
      Optional<CalibrationCache> cache,
      List<InputFile> inputs,
      List<Message> notes) {
    this(
        verdict,
        builds,
        findings,
        settings,
        network,
        cache,
        inputs,
        notes,
        Experiment.none(),
        Optional.empty());
  }

  /** The same case as experiments settled it. */
  public Diagnosis settled(
      Verdict by, List<BuildDiagnosis> ofBuilds, List<Finding> found, Experiment experiments) {
    return new Diagnosis(
        by, ofBuilds, found, settings, network, cache, inputs, notes, experiments, prediction);
  }

  /** The same with what the calibration data come to on the CPU. */
  public Diagnosis with(Optional<CpuPrediction> predicted) {
    return new Diagnosis(
        verdict, builds, findings, settings, network, cache, inputs, notes, experiment, predicted);
  }

  /** A file that went in: its role is {@code model}, {@code log}, {@code cache} or the like. */
  public record InputFile(String role, String name, long bytes, String sha256) {}
}
