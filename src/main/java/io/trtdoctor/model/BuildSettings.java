package io.trtdoctor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a build was made, as far as it is known; {@link #unknown()} knows nothing.
 *
 * <p>An absent value means "not said", never "off".
 *
 * @param flags flags known to be set
 * @param constraintMode none, prefer or obey
 * @param constraints operator types before names with a star before whole names, a stronger source
 *     after a weaker one: of those that match a layer and ask for a precision the last wins, and
 *     likewise for output types
 * @param calibrator the calibrator's class
 * @param calibrationCache the path of the cache as the user named it
 * @param minShapes dimensions by input name; likewise {@code optShapes} and {@code maxShapes}
 * @param workspaceBytes the limit of the workspace pool in bytes
 * @param origins for each setting, by its option name, where it was read: an option, a pasted
 *     command line or {@code FILE:LINE} of a log
 * @param notUnderstood words of a pasted command line that mean nothing to us, in order
 */
public record BuildSettings(
    Set<BuilderFlag> flags,
    Optional<ConstraintMode> constraintMode,
    List<PrecisionConstraint> constraints,
    Optional<CalibrationAlgorithm> calibrator,
    Optional<String> calibrationCache,
    Map<String, List<Integer>> minShapes,
    Map<String, List<Integer>> optShapes,
    Map<String, List<Integer>> maxShapes,
    Optional<Long> workspaceBytes,
    Map<String, String> origins,
    List<String> notUnderstood) {
  public BuildSettings {
    flags = Set.copyOf(flags);
    constraints = List.copyOf(constraints);
    minShapes = Map.copyOf(minShapes);
    optShapes = Map.copyOf(optShapes);
    maxShapes = Map.copyOf(maxShapes);
    origins = Map.copyOf(origins);
    notUnderstood = List.copyOf(notUnderstood);
  }

  public static BuildSettings unknown() {
    return new BuildSettings(
        Set.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  /** The same with other optimal shapes. */
  public BuildSettings withOptShapes(Map<String, List<Integer>> shapes) {
    return new BuildSettings(
        flags,
        constraintMode,
        constraints,
        calibrator,
        calibrationCache,
        minShapes,
        shapes,
        maxShapes,
        workspaceBytes,
        origins,
        notUnderstood);
  }

  /** Whether nothing at all is known. */
  public boolean isUnknown() {
    return equals(unknown());
  }
}
