package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trtdoctor.error.BadInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {
  private static Measurement timed(Double... milliseconds) {
    return new Measurement(List.of(milliseconds), List.of(), Optional.empty());
  }

  @Test
  void theMedianOfAnEvenNumberOfRunsLiesBetweenTheTwoInTheMiddle() {
    assertThat(timed(9.0, 1.0, 3.0, 2.0).medianMilliseconds()).hasValue(2.5);
    assertThat(timed(9.0, 1.0, 3.0).medianMilliseconds()).hasValue(3);
  }

  @Test
  void withoutTimedRunsThereIsNoMedian() {
    assertThat(timed().medianMilliseconds()).isEmpty();
  }

  @Test
  void valuesAreLittleEndianFloatsInBase64() {
    FloatValues values = FloatValues.of(1f, -0f, Float.NEGATIVE_INFINITY, Float.NaN);

    assertThat(FloatValues.of(1f).base64()).isEqualTo("AACAPw==");
    assertThat(FloatValues.ofBase64(values.base64())).isEqualTo(values);
  }

  @Test
  void valuesDoNotChangeWithTheArrayTheyCameFrom() {
    float[] array = {1};
    FloatValues values = FloatValues.of(array);

    array[0] = 2;

    assertThat(values.get(0)).isEqualTo(1);
  }

  @Test
  void anOutputHoldsAsManyValuesAsItsShapeSays() {
    assertThatThrownBy(() -> new SampleOutput(0, "y", List.of(2L, 2L), FloatValues.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMeasureNeedsASample() {
    assertThatThrownBy(() -> new Measure(new Batches.None(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AACAPw==", "AAA=", "no base64", "AACAPwAAgD8AAIA/"})
  void valuesThatDoNotFitTheirShapeAreRefused(String values) {
    SampleOutput output = new SampleOutput(0, "y", List.of(1L, 2L), FloatValues.of(1, 2));
    ObjectNode tree =
        MeasurementJson.tree(new Measurement(List.of(), List.of(output), Optional.empty()));
    ((ObjectNode) tree.path("outputs").get(0)).put("values", values);

    assertThatThrownBy(() -> MeasurementJson.read(tree)).isInstanceOf(BadInputException.class);
  }
}
