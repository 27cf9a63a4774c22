package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.BuilderFlag;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.ConstraintMode;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeSettingsTest {
  private static final FileRef FILE = FileRef.ofHash("a".repeat(64));

  @Test
  void whatTheRecipeSaysIsKnownOfTheBuild() {
    BuildSettings settings =
        RecipeSettings.of(
            Recipe.of(FILE, "8.6")
                .flags(BuilderFlag.INT8)
                .calibrator(CalibrationAlgorithm.MIN_MAX, new Batches.None())
                .calibrationCache(FileRef.ofHash("b".repeat(64)))
                .workspaceBytes(1024)
                .shape(
                    TensorName.of("x"), new ShapeRange(List.of(1, 3), List.of(2, 3), List.of(4, 3)))
                .build());

    assertThat(settings.flags()).containsExactly(BuilderFlag.INT8);
    assertThat(settings.calibrator()).contains(CalibrationAlgorithm.MIN_MAX);
    assertThat(settings.calibrationCache()).contains("b".repeat(64));
    assertThat(settings.workspaceBytes()).contains(1024L);
    assertThat(settings.minShapes()).containsEntry("x", List.of(1, 3));
    assertThat(settings.optShapes()).containsEntry("x", List.of(2, 3));
    assertThat(settings.maxShapes()).containsEntry("x", List.of(4, 3));
  }

  @Test
  void aRecipeWithoutConstraintsIsKnownToHaveNone() {
    assertThat(RecipeSettings.of(Recipe.of(FILE, "8.6").build()).constraintMode())
        .contains(ConstraintMode.NONE);
  }
}
