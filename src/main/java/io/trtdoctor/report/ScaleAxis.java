package io.trtdoctor.report;

import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The scales of all tensors on a logarithmic axis, those far from the others by name. Far is more
 * than four times the median distance from the median of the logarithms, and a factor of ten.
 */
final class ScaleAxis {
  private static final int LEAST = 5;
  private static final int LEFT = 70;
  private static final int LENGTH = 960;
  private static final int HEIGHT = 260;
  private static final int MOST_NAMED = 8;
  private static final int LINE = 14;
  private static final int MOST_LISTED = 40;
  private static final double FAR = 4;

  private final Texts texts;
  private final List<Entry> entries;
  private final double middle;
  private final double reach;
  private final int lowest;
  private final int highest;

  /** A tensor with its place in the row of all. */
  private record Entry(int place, TensorName tensor, Scale scale, double log) {}

  private ScaleAxis(List<Entry> entries, Texts texts) {
    this.entries = entries;
    this.texts = texts;
    this.middle = median(entries.stream().map(Entry::log));
    double spread = median(entries.stream().map(entry -> Math.abs(entry.log() - middle)));
    this.reach = Math.max(1, FAR * spread);
    this.lowest = (int) Math.floor(entries.stream().mapToDouble(Entry::log).min().orElse(0));
    this.highest = (int) Math.ceil(entries.stream().mapToDouble(Entry::log).max().orElse(1) + .01);
  }

  /** The picture of usable scales in the order of the network; empty where there are hardly any. */
  static Optional<PictureView> of(
      Map<TensorName, Scale> scales, Optional<Network> network, Texts texts) {
    List<TensorName> order =
        Stream.concat(
                network.stream().flatMap(n -> n.tensors().keySet().stream()),
                scales.keySet().stream().sorted())
            .distinct()
            .toList();
    List<TensorName> usable =
        order.stream()
            .filter(name -> scales.containsKey(name) && scales.get(name).isUsable())
            .toList();
    List<Entry> entries =
        IntStream.range(0, usable.size())
            .mapToObj(i -> entry(i, usable.get(i), scales.get(usable.get(i))))
            .toList();
    return entries.size() < LEAST
        ? Optional.empty()
        : Optional.of(new ScaleAxis(entries, texts).draw());
  }

  private static Entry entry(int place, TensorName tensor, Scale scale) {
    return new Entry(place, tensor, scale, Math.log10(scale.value()));
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = values.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private boolean isFar(Entry entry) {
    return Math.abs(entry.log() - middle) > reach;
  }

  private PictureView draw() {
    List<Entry> far =
        entries.stream()
            .filter(this::isFar)
            .sorted(Comparator.comparing(entry -> -Math.abs(entry.log() - middle)))
            .toList();
    Sketch sketch = new Sketch();
    grid(sketch);
    entries.forEach(entry -> dot(sketch, entry));
    named(far).forEach(entry -> name(sketch, entry));
    List<String> text = new ArrayList<>();
    text.add(texts.text("report.scales.range", entries.size(), number(least()), number(middle)));
    far.stream().limit(MOST_LISTED).map(ScaleAxis::words).forEach(text::add);
    return new PictureView(
        "scale-axis",
        texts.text("report.scales.title"),
        texts.text("report.scales.legend", far.size(), Numbers.number(Math.pow(10, reach))),
        LEFT + LENGTH + 30,
        HEIGHT + 50,
        sketch.parts(),
        text);
  }

  /** The furthest whose names have room: no two stand within a line of each other. */
  private List<Entry> named(List<Entry> far) {
    List<Entry> named = new ArrayList<>();
    for (Entry entry : far) {
      boolean free =
          named.stream().allMatch(other -> Math.abs(y(other.log()) - y(entry.log())) >= LINE);
      if (free && named.size() < MOST_NAMED) {
        named.add(entry);
      }
    }
    return named;
  }

  private double least() {
    return entries.stream().mapToDouble(Entry::log).min().orElse(0);
  }

  private static String number(double log) {
    return Numbers.number(Math.pow(10, log));
  }

  private static String words(Entry entry) {
    return entry.tensor().value() + ": " + Numbers.scale(entry.scale());
  }

  private void grid(Sketch sketch) {
    for (int power = lowest; power <= highest; power++) {
      sketch.path("grid", "M%d %dH%d".formatted(LEFT, y(power), LEFT + LENGTH));
      sketch.text("tick end", LEFT - 8, y(power) + 4, "1e" + power);
    }
    sketch.text("tick", LEFT, HEIGHT + 36, texts.text("report.scales.order")).part("axis", "");
  }

  private void dot(Sketch sketch, Entry entry) {
    int x = x(entry);
    int y = y(entry.log());
    if (isFar(entry)) {
      sketch.path("far", "M%d %dl5 8h-10z".formatted(x, y - 5)).part("outlier", words(entry));
    } else {
      sketch.rect("dot", x - 2, y - 2, 4, 4, 2).part("", words(entry));
    }
  }

  private void name(Sketch sketch, Entry entry) {
    boolean right = x(entry) > LEFT + LENGTH / 2;
    sketch
        .text(
            right ? "tick end" : "tick",
            x(entry) + (right ? -8 : 8),
            y(entry.log()) + 4,
            Sketch.fitted(entry.tensor().value(), 320))
        .part("outlier", "");
  }

  private int x(Entry entry) {
    return LEFT + 6 + entry.place() * (LENGTH - 12) / entries.size();
  }

  private int y(double log) {
    return 16 + (int) Math.round((HEIGHT - 16) * (highest - log) / Math.max(1, highest - lowest));
  }
}
