package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.PrecisionConstraint;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.ScaleTrace;
import io.trtdoctor.model.ScaleTrace.LayerStep;
import io.trtdoctor.model.ScaleTrace.Step;
import io.trtdoctor.model.ScaleTrace.TensorStep;
import io.trtdoctor.report.ReportView.BoxView;
import io.trtdoctor.report.ReportView.LinkView;
import io.trtdoctor.report.ReportView.StepView;
import io.trtdoctor.report.ReportView.TraceView;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lays out the way of a scale as boxes in rows: the tensor asked about on top, below it what it
 * depends on; neighbours of the same kind stand side by side.
 */
final class TraceDrawing {
  private static final int MARGIN = 8;
  private static final int BOX_WIDTH = 440;
  private static final int NARROW_BOX_WIDTH = 300;
  private static final int TENSOR_HEIGHT = 56;
  private static final int LAYER_HEIGHT = 56;
  private static final int CONSTRAINT_HEIGHT = 20;
  private static final int GAP_HEIGHT = 28;
  private static final int SIDE_GAP = 16;
  private static final int LINK_HEIGHT = 34;
  private static final int MOST_ROWS = 25;
  private static final int ROWS_BEFORE_THE_GAP = 12;
  private static final int MOST_IN_A_ROW = 4;

  /** Room for one character of the font that names are set in, in tenths of a pixel. */
  private static final int CHARACTER_WIDTH = 76;

  private final Texts texts;
  private final BuildDiagnosis build;
  private final List<BoxView> boxes = new ArrayList<>();
  private final List<LinkView> links = new ArrayList<>();
  private List<Drawn> rowAbove = List.of();
  private int y = MARGIN;

  /** A box with what it stands for, empty for a gap. */
  private record Drawn(BoxView box, Optional<Step> step) {}

  private TraceDrawing(Texts texts, BuildDiagnosis build) {
    this.texts = texts;
    this.build = build;
  }

  static TraceView of(String id, ScaleTrace trace, BuildDiagnosis build, Texts texts) {
    return new TraceDrawing(texts, build).draw(id, trace);
  }

  private TraceView draw(String id, ScaleTrace trace) {
    List<List<Step>> rows = rows(trace.steps());
    int width = 2 * MARGIN + rows.stream().mapToInt(TraceDrawing::width).max().orElse(BOX_WIDTH);
    int left = rows.size() > MOST_ROWS ? rows.size() - MOST_ROWS : 0;
    for (int i = 0; i < rows.size(); i++) {
      if (left > 0 && i == ROWS_BEFORE_THE_GAP) {
        gap(width, left);
        i += left;
      }
      row(rows.get(i), width);
    }
    return new TraceView(
        id,
        Printable.line(trace.tensor().value()),
        width,
        y + MARGIN,
        List.copyOf(boxes),
        List.copyOf(links),
        trace.steps().stream().map(this::step).toList());
  }

  private static List<List<Step>> rows(List<Step> steps) {
    List<List<Step>> rows = new ArrayList<>();
    for (Step step : steps) {
      List<Step> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      if (!last.isEmpty() && isTensor(last.get(0)) == isTensor(step)) {
        last.add(step);
      } else {
        rows.add(new ArrayList<>(List.of(step)));
      }
    }
    return rows;
  }

  private static boolean isTensor(Step step) {
    return step instanceof TensorStep;
  }

  private static int boxes(List<Step> row) {
    return Math.min(row.size(), MOST_IN_A_ROW);
  }

  private static int boxWidth(List<Step> row) {
    return row.size() == 1 ? BOX_WIDTH : NARROW_BOX_WIDTH;
  }

  private static int width(List<Step> row) {
    return boxes(row) * (boxWidth(row) + SIDE_GAP) - SIDE_GAP;
  }

  private void row(List<Step> row, int width) {
    int boxWidth = boxWidth(row);
    int height = row.stream().mapToInt(TraceDrawing::height).max().orElse(0);
    List<Drawn> drawn = new ArrayList<>();
    if (!rowAbove.isEmpty()) {
      y += LINK_HEIGHT;
    }
    for (int i = 0; i < boxes(row); i++) {
      int x = (width - width(row)) / 2 + i * (boxWidth + SIDE_GAP);
      boolean more = i == MOST_IN_A_ROW - 1 && row.size() > MOST_IN_A_ROW;
      drawn.add(
          more
              ? new Drawn(gapBox(x, boxWidth, height, row.size() - i), Optional.empty())
              : new Drawn(box(row.get(i), x, boxWidth, height), Optional.of(row.get(i))));
    }
    place(drawn, linkLabel(row.get(0)));
    y += height;
  }

  private void gap(int width, int left) {
    y += LINK_HEIGHT;
    BoxView box = gapBox((width - BOX_WIDTH) / 2, BOX_WIDTH, GAP_HEIGHT, left);
    place(List.of(new Drawn(box, Optional.empty())), "");
    y += GAP_HEIGHT;
  }

  private BoxView gapBox(int x, int width, int height, int left) {
    String text = texts.text("report.trace.more", left);
    return new BoxView("gap", "", x, y, width, height, "", text, text, List.of());
  }

  private void place(List<Drawn> row, String label) {
    boolean someTouch = pairs(row).anyMatch(pair -> touch(pair.above(), pair.below()));
    pairs(row)
        .filter(pair -> !someTouch || touch(pair.above(), pair.below()))
        .map(pair -> link(pair.above().box(), pair.below().box(), label))
        .forEach(links::add);
    row.forEach(drawn -> boxes.add(drawn.box()));
    rowAbove = row;
  }

  private record Pair(Drawn above, Drawn below) {}

  private Stream<Pair> pairs(List<Drawn> row) {
    return rowAbove.stream().flatMap(above -> row.stream().map(below -> new Pair(above, below)));
  }

  /** Whether the lower one computes the upper one or is read by it. */
  private static boolean touch(Drawn above, Drawn below) {
    if (above.step().isEmpty() || below.step().isEmpty()) {
      return true;
    }
    if (above.step().get() instanceof TensorStep tensor
        && below.step().get() instanceof LayerStep layer) {
      return layer.layer().outputs().contains(tensor.name());
    }
    return above.step().get() instanceof LayerStep layer
        && below.step().get() instanceof TensorStep tensor
        && layer.layer().inputs().contains(tensor.name());
  }

  private LinkView link(BoxView above, BoxView below, String label) {
    boolean isFirst = links.isEmpty() || links.get(links.size() - 1).y2() != below.y();
    return new LinkView(
        above.x() + above.width() / 2,
        above.y() + above.height(),
        below.x() + below.width() / 2,
        below.y(),
        isFirst ? label : "");
  }

  private String linkLabel(Step below) {
    if (below instanceof LayerStep layer) {
      return texts.text(layer.copiesScale() ? "report.trace.copied-by" : "report.trace.made-by");
    }
    return texts.text("report.trace.reads");
  }

  private static int height(Step step) {
    if (step instanceof LayerStep layer) {
      return LAYER_HEIGHT + (layer.constraint().isPresent() ? CONSTRAINT_HEIGHT : 0);
    }
    return TENSOR_HEIGHT;
  }

  private BoxView box(Step step, int x, int width, int height) {
    if (step instanceof TensorStep tensor) {
      return tensorBox(tensor, x, width, height);
    }
    return layerBox((LayerStep) step, x, width, height);
  }

  private BoxView tensorBox(TensorStep step, int x, int width, int height) {
    String name = Printable.line(step.name().value());
    boolean missing = isMissing(step);
    return new BoxView(
        "tensor",
        missing ? "missing" : scale(step).isPresent() ? "scaled" : "",
        x,
        y,
        width,
        height,
        missing ? "✕" : scale(step).isPresent() ? "✓" : "–",
        fitted(name, width),
        name,
        List.of(state(step)));
  }

  private BoxView layerBox(LayerStep step, int x, int width, int height) {
    String name = Printable.line(step.layer().name().value());
    List<String> lines = new ArrayList<>(List.of(fitted(name, width)));
    step.constraint().ifPresent(c -> lines.add(fitted(constraint(c), width)));
    String marks =
        (step.copiesScale() ? "copies " : "")
            + (step.constraint().isPresent() ? "constrained" : "");
    return new BoxView(
        "layer",
        marks.strip(),
        x,
        y,
        width,
        height,
        step.copiesScale() ? "=" : "",
        layerHead(step),
        name,
        lines);
  }

  private String layerHead(LayerStep step) {
    String operator = Printable.line(Printable.cut(step.layer().operator(), 30));
    return step.copiesScale() ? texts.text("report.trace.copies-scale", operator) : operator;
  }

  private static String fitted(String text, int width) {
    return Printable.shortened(text, (width - 52) * 10 / CHARACTER_WIDTH);
  }

  private StepView step(Step step) {
    if (step instanceof TensorStep tensor) {
      return new StepView(
          texts.text("report.subject.tensor"),
          Printable.line(tensor.name().value()),
          state(tensor),
          isMissing(tensor));
    }
    LayerStep layer = (LayerStep) step;
    return new StepView(
        layerHead(layer),
        Printable.line(layer.layer().name().value()),
        layer.constraint().map(this::constraint).orElse(""),
        false);
  }

  private String constraint(PrecisionConstraint constraint) {
    String asked =
        constraint.precision().map(p -> p.tag()).orElse("")
            + (constraint.outputTypes().isEmpty()
                ? ""
                : " → " + SettingRows.types(constraint.outputTypes()));
    return Printable.line(
        texts.text("report.trace.constraint", asked.strip(), constraint.source()));
  }

  private Optional<Scale> scale(TensorStep step) {
    return Optional.ofNullable(build.scales().get(step.name()))
        .or(() -> step.inCache().map(CalibrationCache.Entry::scale));
  }

  private boolean isMissing(TensorStep step) {
    return step.shouldHaveScale()
        && (build.missingScales().contains(step.name()) || scale(step).isEmpty());
  }

  private String state(TensorStep step) {
    if (build.missingScales().contains(step.name()) && step.shouldHaveScale()) {
      return texts.text("report.trace.missing-in-log");
    }
    Optional<Scale> inEffect = Optional.ofNullable(build.scales().get(step.name()));
    if (inEffect.isPresent()) {
      return texts.text("report.trace.in-effect", Numbers.scale(inEffect.get()));
    }
    if (step.inCache().isPresent()) {
      CalibrationCache.Entry entry = step.inCache().get();
      return texts.text("report.trace.in-cache", Numbers.scale(entry.scale()), entry.line());
    }
    return texts.text(step.shouldHaveScale() ? "report.trace.no-scale" : "report.trace.needs-none");
  }
}
