package io.trtdoctor.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.report.drawing.LayeredLayout.Box;
import io.trtdoctor.report.drawing.LayeredLayout.Line;
import io.trtdoctor.report.drawing.LayeredLayout.Placed;
import io.trtdoctor.report.drawing.LayeredLayout.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
  private static final List<Box> BOXES =
      List.of(new Box("a", 100, 40), new Box("b", 100, 40), new Box("c", 100, 40));
  private static final List<Line> LINES = List.of(new Line("a", "b"), new Line("a", "c"));

  @Test
  void linesLeadDownwardsFromBoxToBox() {
    Placed placed = LayeredLayout.of(BOXES, LINES);
    Point from = placed.lines().get(0).get(0);

    assertThat(from.y()).isEqualTo(placed.boxes().get("a").y() + 40);
    assertThat(placed.boxes().get("b").y()).isGreaterThan(from.y());
    assertThat(placed.boxes().get("b").y()).isEqualTo(placed.boxes().get("c").y());
    assertThat(placed.boxes().get("b").x()).isNotEqualTo(placed.boxes().get("c").x());
  }

  @Test
  void theSameBoxesGetTheSamePlaces() {
    assertThat(LayeredLayout.of(BOXES, LINES)).isEqualTo(LayeredLayout.of(BOXES, LINES));
  }

  @Test
  void aLineToNowhereIsRefused() {
    assertThatThrownBy(() -> LayeredLayout.of(BOXES, List.of(new Line("a", "d"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d");
  }
}
