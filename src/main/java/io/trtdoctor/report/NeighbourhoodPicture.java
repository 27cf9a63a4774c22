package io.trtdoctor.report;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.Tensor;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.report.NetworkBlocks.Block;
import io.trtdoctor.report.drawing.LayeredLayout;
import io.trtdoctor.report.drawing.LayeredLayout.Box;
import io.trtdoctor.report.drawing.LayeredLayout.Line;
import io.trtdoctor.report.drawing.LayeredLayout.Placed;
import io.trtdoctor.report.drawing.LayeredLayout.Point;
import io.trtdoctor.text.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layers and tensors around a fault, from top to bottom as the network computes them; what lies
 * further away is drawn as one box for each block.
 */
final class NeighbourhoodPicture {
  private static final int MOST_LAYERS = 40;
  private static final int MOST_PICTURES = 3;
  private static final int FURTHEST = 2;
  private static final int WIDTH = 268;
  private static final int TENSOR_HEIGHT = 42;
  private static final int LAYER_HEIGHT = 60;
  private static final int BLOCK_HEIGHT = 42;

  private final Network network;
  private final FaultPlace place;
  private final LayerTable layers;
  private final Map<TensorName, Scale> scales;
  private final Texts texts;
  private final NetworkBlocks blocks;
  private final Set<Layer> shown = new LinkedHashSet<>();
  private final Map<String, Shown> boxes = new LinkedHashMap<>();
  private final Set<Line> lines = new LinkedHashSet<>();

  /** A box with what is written into it. */
  private record Shown(Box box, String style, String name, List<String> words) {}

  private NeighbourhoodPicture(
      Network network,
      FaultPlace place,
      LayerTable layers,
      Map<TensorName, Scale> scales,
      Texts texts) {
    this.network = network;
    this.place = place;
    this.layers = layers;
    this.scales = scales;
    this.texts = texts;
    this.blocks = NetworkBlocks.of(network);
  }

  /** One picture for each layer at fault that no picture before it shows, up to three. */
  static List<PictureView> of(
      Network network,
      FaultPlace place,
      LayerTable layers,
      Map<TensorName, Scale> scales,
      Texts texts) {
    List<PictureView> pictures = new ArrayList<>();
    Set<Layer> seen = new HashSet<>();
    for (Layer start : place.layers()) {
      if (pictures.size() < MOST_PICTURES && !seen.contains(start)) {
        NeighbourhoodPicture near = new NeighbourhoodPicture(network, place, layers, scales, texts);
        pictures.add(near.draw(start, pictures.size() + 1));
        seen.addAll(near.shown);
      }
    }
    return pictures;
  }

  private PictureView draw(Layer start, int number) {
    choose(start);
    shown.forEach(this::box);
    shown.forEach(this::tensors);
    Placed placed =
        LayeredLayout.of(boxes.values().stream().map(Shown::box).toList(), List.copyOf(lines));
    long named = shown.stream().filter(place::isNamed).count();
    return new PictureView(
        "neighbourhood" + (number == 1 ? "" : "-" + number),
        texts.text("report.near.title", start.name().value()),
        texts.text("report.near.legend", shown.size(), named, place.layers().size()),
        placed.width(),
        placed.height(),
        sketch(placed).parts(),
        boxes.values().stream().map(NeighbourhoodPicture::words).toList());
  }

  private static String words(Shown shown) {
    return Stream.concat(Stream.of(shown.name()), shown.words().stream())
        .filter(word -> !word.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  /** Outwards from a layer, the nearest first. */
  private void choose(Layer start) {
    Map<Layer, Integer> distances = new LinkedHashMap<>();
    Deque<Layer> next = new ArrayDeque<>();
    reach(start, 0, distances, next);
    while (!next.isEmpty() && shown.size() < MOST_LAYERS) {
      Layer layer = next.remove();
      shown.add(layer);
      int further = distances.get(layer) + 1;
      if (further <= FURTHEST) {
        neighbours(layer).forEach(other -> reach(other, further, distances, next));
      }
    }
  }

  private static void reach(
      Layer layer, int distance, Map<Layer, Integer> distances, Deque<Layer> next) {
    if (distances.putIfAbsent(layer, distance) == null) {
      next.add(layer);
    }
  }

  private Stream<Layer> neighbours(Layer layer) {
    return Stream.concat(
        layer.inputs().stream().filter(this::isShown).flatMap(t -> place.producer(t).stream()),
        layer.outputs().stream().flatMap(tensor -> place.consumers(tensor).stream()));
  }

  /** Constants are left out, and what only constants are made into. */
  private boolean isShown(TensorName tensor) {
    boolean constant =
        network.tensor(tensor).filter(t -> t.kind() == Tensor.Kind.CONSTANT).isPresent();
    return !constant
        && place
            .producer(tensor)
            .map(layer -> place.isNamed(layer) || layer.inputs().stream().anyMatch(this::isShown))
            .orElse(true);
  }

  private void box(Layer layer) {
    String name = layer.name().value();
    List<String> words = List.of(layer.operator(), precisions(layer));
    String style =
        "layer"
            + (place.isNamed(layer) ? " faulty" : "")
            + (place.isOnTheWay(name) ? " on-way" : "");
    put(layerId(layer), style, name, words, LAYER_HEIGHT);
  }

  private String precisions(Layer layer) {
    String asked = layers.asked(layer);
    String ran = layers.ran(layer);
    return Stream.of(
            asked.isEmpty() ? "" : texts.text("report.near.asked", asked),
            ran.isEmpty() ? "" : texts.text("report.near.ran", ran))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private void tensors(Layer layer) {
    layer.inputs().stream().filter(this::isShown).forEach(this::box);
    layer.outputs().forEach(this::box);
    layer.inputs().stream()
        .filter(this::isShown)
        .forEach(tensor -> lines.add(new Line(tensorId(tensor), layerId(layer))));
  }

  private void box(TensorName tensor) {
    if (boxes.containsKey(tensorId(tensor))) {
      return;
    }
    boolean lacking = place.lacksScale(tensor);
    String style =
        "tensor"
            + (lacking ? " missing" : scales.containsKey(tensor) ? " scaled" : "")
            + (place.isNamed(tensor) ? " faulty" : "")
            + (place.isOnTheWay(tensor.value()) ? " on-way" : "");
    put(tensorId(tensor), style, tensor.value(), List.of(state(tensor, lacking)), TENSOR_HEIGHT);
    place.producer(tensor).ifPresent(layer -> lines.add(new Line(from(layer), tensorId(tensor))));
    place.consumers(tensor).stream()
        .filter(layer -> !shown.contains(layer))
        .forEach(layer -> lines.add(new Line(tensorId(tensor), block(layer, "after"))));
  }

  private String state(TensorName tensor, boolean lacking) {
    if (lacking) {
      return "✕ " + texts.text("report.trace.no-scale");
    }
    return Optional.ofNullable(scales.get(tensor))
        .map(scale -> "✓ " + texts.text("report.near.scale", Numbers.scale(scale)))
        .orElse("");
  }

  private String from(Layer layer) {
    return shown.contains(layer) ? layerId(layer) : block(layer, "before");
  }

  /** The box of a block that is not shown; one above and one below, so that no line turns back. */
  private String block(Layer layer, String side) {
    Block block = blocks.of(layer);
    String id = side + " " + block.name();
    String name = block.name().isEmpty() ? texts.text("report.strip.elsewhere") : block.name();
    put(
        id,
        "rest",
        name,
        List.of(texts.text("report.strip.layers", block.layers().size())),
        BLOCK_HEIGHT);
    return id;
  }

  private void put(String id, String style, String name, List<String> words, int height) {
    boxes.putIfAbsent(id, new Shown(new Box(id, WIDTH, height), style, name, words));
  }

  private static String layerId(Layer layer) {
    return "layer " + layer.index();
  }

  private static String tensorId(TensorName tensor) {
    return "tensor " + tensor.value();
  }

  private Sketch sketch(Placed placed) {
    Sketch sketch = new Sketch();
    List<Line> all = List.copyOf(lines);
    IntStream.range(0, all.size()).forEach(i -> line(sketch, all.get(i), placed.lines().get(i)));
    boxes.values().forEach(shown -> box(sketch, shown, placed.boxes().get(shown.box().id())));
    return sketch;
  }

  private void line(Sketch sketch, Line line, List<Point> corners) {
    StringBuilder data = new StringBuilder();
    for (Point corner : corners) {
      data.append(data.isEmpty() ? "M" : "L").append(corner.x()).append(' ').append(corner.y());
    }
    Point end = corners.get(corners.size() - 1);
    String head = "M%d %dl-4 -7h8z".formatted(end.x(), end.y());
    boolean onWay = isOnWay(line.from()) && isOnWay(line.to());
    sketch.path("link", data.toString()).path("head", head).part(onWay ? "on-way" : "", "");
  }

  private boolean isOnWay(String id) {
    return boxes.get(id).style().contains("on-way");
  }

  private static void box(Sketch sketch, Shown shown, Point at) {
    Box box = shown.box();
    int radius = shown.style().startsWith("tensor") ? box.height() / 2 : 4;
    sketch.rect("frame", at.x(), at.y(), box.width(), box.height(), radius);
    int y = at.y() + 18;
    if (shown.words().size() > 1) {
      sketch.text("operator", at.x() + 16, y, shown.words().get(0));
      y += 17;
    }
    sketch.text(
        "mono", at.x() + 16, y, Sketch.fitted(Sketch.compact(shown.name()), box.width() - 30));
    String last = shown.words().get(shown.words().size() - 1);
    sketch.text("state", at.x() + 16, y + 16, last).part(shown.style(), words(shown));
  }
}
