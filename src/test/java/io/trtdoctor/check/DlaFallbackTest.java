package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import org.junit.jupiter.api.Test;

class DlaFallbackTest {
  private final Check check = new DlaFallback();

  @Test
  void layersMovedToTheGpuAreNamed() {
    Finding finding =
        SampleLog.log()
            .warning(
                "Layer '/m/Div' (ELEMENTWISE): Unsupported on DLA. Switching this layer's device type to GPU.")
            .warning(
                "Layer '/m/Reshape' (SHUFFLE): Unsupported on DLA. Switching this layer's device type to GPU")
            .examinedBy(check)
            .get(0);

    assertThat(finding.effect()).isEqualTo(Effect.DEGRADES);
    assertThat(finding.subjects())
        .extracting(s -> s.name())
        .containsExactly("/m/Div", "/m/Reshape");
    assertThat(SpokenFinding.english(finding)).contains("2 layer(s)");
  }

  @Test
  void withoutFallbackTheBuildBreaks() {
    Finding finding =
        SampleLog.log()
            .error(
                "Default DLA is enabled but layer Resize_3 is not supported on DLA and falling back to GPU is not enabled.")
            .examinedBy(check)
            .get(0);

    assertThat(finding.effect()).isEqualTo(Effect.BREAKS);
    assertThat(finding.subjects()).extracting(s -> s.name()).containsExactly("Resize_3");
  }

  @Test
  void aBuildWithoutDlaHasNoFinding() {
    assertThat(SampleLog.log().warning("Layer x runs on GPU").examinedBy(check)).isEmpty();
  }
}
