package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis.PhaseSpan;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phases of a build one below the other on a time axis, as long as the log says. */
final class PhaseAxis {
  private static final int NAMES = 230;
  private static final int LENGTH = 720;
  private static final int ROW = 28;

  private PhaseAxis() {}

  /** A phase from one second to another. */
  private record Span(String phase, double begin, double end) {}

  /** The picture, empty where the log times no phase. */
  static Optional<PictureView> of(List<PhaseSpan> phases, Texts texts) {
    List<PhaseSpan> timed =
        phases.stream()
            .filter(phase -> Double.isFinite(phase.seconds().orElse(Double.NaN)))
            .toList();
    List<Span> spans = spans(timed);
    double whole = spans.stream().mapToDouble(Span::end).max().orElse(0);
    return whole > 0 ? Optional.of(draw(spans, whole, texts)) : Optional.empty();
  }

  private static List<Span> spans(List<PhaseSpan> phases) {
    List<Span> spans = new ArrayList<>();
    Span before = new Span("", 0, 0);
    for (PhaseSpan phase : phases) {
      before = span(phase.phase(), phase.seconds().orElse(0), before);
      spans.add(before);
    }
    return spans;
  }

  /**
   * One after the other, but for times that include others, as logs with time stamps show: engine
   * generation begins with tactic timing, calibration with the engine that it is run on, and its
   * post-processing ends it.
   */
  private static Span span(String phase, double seconds, Span before) {
    String pair = before.phase() + " " + phase;
    double begin =
        switch (pair) {
          case "tactic-timing engine-generation", "engine-generation calibration" -> before.begin();
          case "calibration calibration-post-processing" ->
              Math.max(before.begin(), before.end() - seconds);
          default -> before.end();
        };
    return new Span(phase, begin, begin + seconds);
  }

  private static PictureView draw(List<Span> phases, double whole, Texts texts) {
    Axis axis = Axis.to(whole, NAMES, LENGTH);
    Sketch sketch = new Sketch();
    int bottom = phases.size() * ROW + 8;
    for (double tick : axis.ticks()) {
      sketch.path("grid", "M%d 4V%d".formatted(axis.at(tick), bottom));
      sketch.text("tick middle", axis.at(tick), bottom + 18, Numbers.number(tick) + " s");
    }
    sketch.part("axis", "");
    for (int i = 0; i < phases.size(); i++) {
      row(sketch, axis, phases.get(i), i * ROW + 6, name(phases.get(i), texts));
    }
    return new PictureView(
        "phase-axis",
        texts.text("report.phases.axis"),
        texts.text("report.phases.axis.legend"),
        NAMES + LENGTH + 90,
        bottom + 28,
        sketch.parts(),
        List.of());
  }

  private static void row(Sketch sketch, Axis axis, Span span, int y, String name) {
    int from = axis.at(span.begin());
    int to = Math.max(from + 2, axis.at(span.end()));
    String time = Numbers.seconds(span.end() - span.begin());
    sketch
        .text("name end", NAMES - 12, y + 14, name)
        .rect("bar-fill", from, y, to - from, ROW - 10, 2)
        .text("tick", to + 6, y + 14, time)
        .part("phase", name + ": " + time);
  }

  private static String name(Span phase, Texts texts) {
    return texts
        .pattern("report.phase." + phase.phase())
        .orElseGet(() -> Printable.line(phase.phase()));
  }
}
