package io.trtdoctor.check;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.DataType;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.PrecisionConstraint.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings of a build with a few things known. */
final class SampleSettings {
  private SampleSettings() {}

  static BuildSettings of(
      Set<BuilderFlag> flags, Optional<ConstraintMode> mode, String... int8Layers) {
    List<PrecisionConstraint> rules =
        List.of(int8Layers).stream()
            .map(
                name ->
                    new PrecisionConstraint(
                        Target.LAYER_NAME,
                        name,
                        Optional.of(DataType.INT8),
                        List.of(),
                        "--layer-precisions"))
            .toList();
    return new BuildSettings(
        flags,
        mode,
        rules,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  static BuildSettings workspace(long bytes) {
    return new BuildSettings(
        Set.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.of(bytes),
        Map.of(),
        List.of());
  }

  static BuildSettings calibrator(CalibrationAlgorithm algorithm) {
    return new BuildSettings(
        Set.of(BuilderFlag.INT8),
        Optional.empty(),
        List.of(),
        Optional.of(algorithm),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of("--calibrator", "--calibrator"),
        List.of());
  }
}
