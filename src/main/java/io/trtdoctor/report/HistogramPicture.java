package io.trtdoctor.report;

import io.trtdoctor.finding.CpuPrediction.PredictedTensor;
import io.trtdoctor.model.Scale;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a tensor's values are spread, and where they are clipped. */
final class HistogramPicture {
  private static final int LEFT = 70;
  private static final int LENGTH = 640;
  private static final int TOP = 34;
  private static final int HEIGHT = 200;

  private final PredictedTensor tensor;
  private final Texts texts;
  private final Axis across;
  private final int powers;

  private HistogramPicture(PredictedTensor tensor, Texts texts) {
    this.tensor = tensor;
    this.texts = texts;
    this.across = Axis.to(Math.max(end(tensor), tensor.threshold()), LEFT, LENGTH);
    this.powers = Math.max(1, (int) Math.ceil(logarithm(most())));
  }

  /**
   * The picture.
   *
   * @param id unique on the page
   */
  static PictureView of(String id, PredictedTensor tensor, Texts texts) {
    return new HistogramPicture(tensor, texts).draw(id);
  }

  /** Where the last bar ends that is not empty. */
  private static double end(PredictedTensor tensor) {
    int bars = tensor.bars().size();
    int last = bars;
    while (last > 0 && tensor.bars().get(last - 1) == 0) {
      last--;
    }
    return bars == 0 ? 0 : tensor.range() * last / bars;
  }

  private PictureView draw(String id) {
    Sketch sketch = new Sketch();
    grid(sketch);
    bars(sketch, "bar-fill", false, "report.histogram.kept");
    bars(sketch, "far", true, "report.histogram.clipped");
    line(sketch, "threshold", tensor.threshold(), 12, "report.histogram.threshold");
    cached()
        .ifPresent(value -> line(sketch, "threshold cached", value, 28, "report.histogram.cached"));
    return new PictureView(
        id,
        texts.text("report.histogram.title", tensor.tensor().value()),
        texts.text("report.histogram.legend"),
        LEFT + LENGTH + 30,
        TOP + HEIGHT + 46,
        sketch.parts(),
        words());
  }

  private void grid(Sketch sketch) {
    for (int power = 0; power <= powers; power++) {
      int y = y(power);
      sketch.path("grid", "M%d %dH%d".formatted(LEFT, y, LEFT + LENGTH));
      sketch.text("tick end", LEFT - 8, y + 4, "1e" + power);
    }
    for (double tick : across.ticks()) {
      sketch.text("tick middle", across.at(tick), TOP + HEIGHT + 18, Numbers.number(tick));
    }
    sketch
        .text("tick", LEFT, TOP + HEIGHT + 38, texts.text("report.histogram.axis"))
        .part("axis", "");
  }

  private void bars(Sketch sketch, String style, boolean beyond, String title) {
    StringBuilder path = new StringBuilder();
    for (int bar = 0; bar < tensor.bars().size(); bar++) {
      if (tensor.bars().get(bar) > 0 && isBeyond(bar) == beyond) {
        path.append(
            "M%d %dV%dH%dV%dz"
                .formatted(
                    at(bar),
                    TOP + HEIGHT,
                    y(logarithm(tensor.bars().get(bar))) - 2,
                    at(bar + 1),
                    TOP + HEIGHT));
      }
    }
    if (!path.isEmpty()) {
      sketch.path(style, path.toString()).part("", texts.text(title));
    }
  }

  /** Whether the middle of a bar lies beyond the threshold. */
  private boolean isBeyond(int bar) {
    return tensor.range() * (bar + 0.5) / tensor.bars().size() > tensor.threshold();
  }

  private void line(Sketch sketch, String style, double value, int y, String key) {
    int x = across.at(value);
    boolean right = x > LEFT + LENGTH / 2;
    String words = texts.text(key, Numbers.number(value));
    sketch
        .path(style, "M%d %dV%d".formatted(x, y - 8, TOP + HEIGHT))
        .text(right ? "name end" : "name", x + (right ? -6 : 6), y, words)
        .part("", words);
  }

  /** The cache's threshold, if it has a place in the picture. */
  private Optional<Double> cached() {
    return tensor
        .cached()
        .filter(Scale::isUsable)
        .map(scale -> (double) scale.range().max())
        .filter(value -> value <= across.greatest());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(texts.text("report.histogram.range", Numbers.number(end(tensor))));
    words.add(texts.text("report.histogram.threshold", Numbers.number(tensor.threshold())));
    tensor
        .cached()
        .map(scale -> Numbers.number(scale.range().max()))
        .ifPresent(value -> words.add(texts.text("report.histogram.cached", value)));
    words.add(texts.text("report.histogram.share", Numbers.percent(tensor.clipped())));
    words.add(texts.text("report.histogram.first", Numbers.percent(firstBar())));
    tensor
        .copiedFrom()
        .ifPresent(name -> words.add(texts.text("report.histogram.copied", name.value())));
    return words;
  }

  private double firstBar() {
    long all = tensor.bars().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : (double) tensor.bars().get(0) / all;
  }

  private long most() {
    return tensor.bars().stream().mapToLong(Long::longValue).max().orElse(1);
  }

  private static double logarithm(long count) {
    return count > 0 ? Math.log10((double) count) : 0;
  }

  private int at(int bar) {
    return across.at(tensor.range() * bar / tensor.bars().size());
  }

  private int y(double power) {
    return TOP + (int) Math.round((HEIGHT - 10) * (1 - power / powers));
  }
}
