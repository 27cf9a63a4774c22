package io.trtdoctor.trt;

import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TacticSource;
import io.trtdoctor.model.TensorName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How to build a parsed network.
 *
 * @param outputs tensors to make the only outputs, empty for those of the model
 * @param constraints in order; the last one that matches a layer wins
 * @param calibrator the class and what it hands over, empty for none
 * @param timingCache where kernel timings are read from and written to, empty for not at all
 * @param errorsOnly whether the listener hears of errors alone
 * @param inspect whether to ask a built engine for its layers
 * @param run what to run a built engine on, empty for not at all
 */
public record BuildPlan(
    List<TensorName> outputs,
    Set<BuilderFlag> flags,
    ConstraintMode constraintMode,
    List<PrecisionConstraint> constraints,
    Optional<Calibrator> calibrator,
    Map<TensorName, DynamicRange> dynamicRanges,
    Map<TensorName, ShapeRange> shapes,
    OptionalLong workspaceBytes,
    OptionalInt optimizationLevel,
    Optional<Set<TacticSource>> tacticSources,
    Optional<Path> timingCache,
    boolean errorsOnly,
    boolean inspect,
    Optional<RunPlan> run) {
  /** A calibrator's class and what it hands over. */
  public record Calibrator(CalibrationAlgorithm algorithm, CalibrationFeed feed) {}

  public BuildPlan {
    outputs = List.copyOf(outputs);
    flags = Set.copyOf(flags);
    constraints = List.copyOf(constraints);
    dynamicRanges = Map.copyOf(dynamicRanges);
    shapes = Map.copyOf(shapes);
    tacticSources = tacticSources.map(Set::copyOf);
  }
}
