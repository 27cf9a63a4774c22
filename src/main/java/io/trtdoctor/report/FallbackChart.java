package io.trtdoctor.report;

import io.trtdoctor.finding.FallbackBuild;
import io.trtdoctor.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Builds by their latency and by how far their outputs are off. */
final class FallbackChart {
  private static final int LEFT = 80;
  private static final int LENGTH = 700;
  private static final int HEIGHT = 280;
  private static final int LINE = 15;

  /** Room for the name of the axis that points up. */
  private static final int HEADING = 40;

  private final Texts texts;
  private final List<FallbackBuild> builds;
  private final Axis across;
  private final Axis up;

  private FallbackChart(List<FallbackBuild> builds, Texts texts) {
    this.builds = builds;
    this.texts = texts;
    this.across =
        Axis.to(builds.stream().mapToDouble(FallbackChart::latency).max().orElse(1), LEFT, LENGTH);
    this.up =
        Axis.to(
            builds.stream().mapToDouble(FallbackChart::error).max().orElse(1), 0, HEIGHT - HEADING);
  }

  /**
   * The picture, empty where fewer than two builds were timed and compared. The one in FP32 is what
   * errors are measured by, and so slow that it would press all others together.
   */
  static Optional<PictureView> of(List<FallbackBuild> builds, Texts texts) {
    List<FallbackBuild> measured =
        builds.stream()
            .filter(FallbackBuild::verified)
            .filter(build -> !build.id().equals(FallbackBuild.ALL_FP32))
            .filter(build -> build.milliseconds().isPresent() && Double.isFinite(error(build)))
            .sorted(Comparator.comparing(FallbackChart::error))
            .toList();
    return measured.size() < 2
        ? Optional.empty()
        : Optional.of(new FallbackChart(measured, texts).draw());
  }

  private static double latency(FallbackBuild build) {
    return build.milliseconds().orElse(0);
  }

  private static double error(FallbackBuild build) {
    return build.difference().map(by -> by.relativeL2()).orElse(Double.NaN);
  }

  private PictureView draw() {
    Sketch sketch = new Sketch();
    axes(sketch);
    int below = Integer.MAX_VALUE;
    for (FallbackBuild build : builds) {
      below = Math.min(y(error(build)) + 4, below - LINE);
      point(sketch, build, below);
    }
    return new PictureView(
        "fallback-chart",
        texts.text("report.fallbacks.chart"),
        texts.text("report.fallbacks.chart.legend"),
        LEFT + LENGTH + 300,
        HEIGHT + 56,
        sketch.parts(),
        List.of());
  }

  private void axes(Sketch sketch) {
    for (double tick : across.ticks()) {
      sketch.path("grid", "M%d %dV%d".formatted(across.at(tick), HEADING, HEIGHT));
      sketch.text("tick middle", across.at(tick), HEIGHT + 18, Numbers.number(tick));
    }
    for (double tick : up.ticks()) {
      sketch.path("grid", "M%d %dH%d".formatted(LEFT, y(tick), LEFT + LENGTH));
      sketch.text("tick end", LEFT - 8, y(tick) + 4, Numbers.number(tick));
    }
    sketch.text("tick", LEFT, HEIGHT + 40, texts.text("report.c.latency") + " (ms) →");
    sketch.text("tick", 4, 14, "↑ " + texts.text("report.c.rel-l2")).part("axis", "");
  }

  private void point(Sketch sketch, FallbackBuild build, int words) {
    int x = across.at(latency(build));
    int y = y(error(build));
    String title = texts.render(build.title());
    boolean comparison = FallbackBuild.isComparison(build.id());
    sketch
        .rect("point", x - 6, y - 6, 12, 12, comparison ? 0 : 6)
        .text("name", x + 12, words, Sketch.fitted(title, 330))
        .part(
            comparison ? "comparison" : "fallback",
            title + ": " + Numbers.number(latency(build)) + " ms, " + Numbers.number(error(build)));
  }

  private int y(double error) {
    return HEIGHT - up.at(error);
  }
}
