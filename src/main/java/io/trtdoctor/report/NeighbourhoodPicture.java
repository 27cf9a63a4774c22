package io.trtdoctor.report;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.report.FlowChart.Drawn;
import io.trtdoctor.report.NetworkBlocks.Block;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers and tensors around a fault, from top to bottom as the network computes them; what lies
 * further away is drawn as one box for each block.
 */
final class NeighbourhoodPicture {
  private static final int MOST_LAYERS = 40;
  private static final int MOST_PICTURES = 3;
  private static final int FURTHEST = 2;
  private static final int MOST_BOXES = 300;

  private final FaultPlace place;
  private final LayerTable layers;
  private final Map<TensorName, Scale> scales;
  private final Texts texts;
  private final NetworkBlocks blocks;
  private final Surroundings surroundings;

  NeighbourhoodPicture(
      Network network,
      FaultPlace place,
      LayerTable layers,
      Map<TensorName, Scale> scales,
      Texts texts) {
    this.place = place;
    this.layers = layers;
    this.scales = scales;
    this.texts = texts;
    this.blocks = NetworkBlocks.of(network);
    this.surroundings = new Surroundings(network, place);
  }

  /** One picture for each layer at fault that no picture before it shows, up to three. */
  List<PictureView> near() {
    List<PictureView> pictures = new ArrayList<>();
    Set<Layer> seen = new HashSet<>();
    for (Layer start : place.layers()) {
      if (pictures.size() < MOST_PICTURES && !seen.contains(start)) {
        Set<Layer> shown = near(start);
        pictures.add(near(start, shown, pictures.size() + 1));
        seen.addAll(shown);
      }
    }
    return pictures;
  }

  private Set<Layer> near(Layer start) {
    return surroundings.of(List.of(start), FURTHEST, MOST_LAYERS, layer -> 1);
  }

  private PictureView near(Layer start, Set<Layer> shown, int number) {
    Drawn drawn = new Chart(shown, true).drawn();
    return new PictureView(
        "neighbourhood" + (number == 1 ? "" : "-" + number),
        texts.text("report.near.title", start.name().value()),
        texts.text("report.near.legend", shown.size(), named(shown), place.layers().size()),
        drawn.width(),
        drawn.height(),
        drawn.sketch().parts(),
        drawn.words());
  }

  private long named(Collection<Layer> shown) {
    return shown.stream().filter(place::isNamed).count();
  }

  /**
   * As much of the network around all layers at fault as can be looked at, with the tensors that
   * there is something to say of; empty where the first picture shows as much.
   */
  Optional<PictureView> wide() {
    Set<Layer> shown = surroundings.of(place.layers(), Integer.MAX_VALUE, MOST_BOXES, this::boxes);
    boolean more = place.layers().stream().limit(1).anyMatch(f -> !near(f).containsAll(shown));
    return more ? Optional.of(wide(shown)) : Optional.empty();
  }

  private int boxes(Layer layer) {
    return 1 + (int) layer.outputs().stream().filter(this::isNotable).count();
  }

  private boolean isNotable(TensorName tensor) {
    return place.lacksScale(tensor) || place.isNamed(tensor) || place.isOnTheWay(tensor.value());
  }

  private PictureView wide(Set<Layer> shown) {
    Drawn drawn = new Chart(shown, false).drawn();
    return new PictureView(
        "wide",
        texts.text("report.wide.title", shown.size()),
        texts.text("report.wide.legend", named(shown), place.layers().size()),
        drawn.width(),
        drawn.height(),
        drawn.sketch().parts(),
        List.of());
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

  private String state(TensorName tensor) {
    if (place.lacksScale(tensor)) {
      return "✕ " + texts.text("report.trace.no-scale");
    }
    return Optional.ofNullable(scales.get(tensor))
        .map(scale -> "✓ " + texts.text("report.near.scale", Numbers.scale(scale)))
        .orElse("");
  }

  private String style(TensorName tensor) {
    return "tensor"
        + (place.lacksScale(tensor) ? " missing" : scales.containsKey(tensor) ? " scaled" : "")
        + (place.isNamed(tensor) ? " faulty" : "")
        + (place.isOnTheWay(tensor.value()) ? " " + FlowChart.ON_WAY : "");
  }

  private String style(Layer layer) {
    return "layer"
        + (place.isNamed(layer) ? " faulty" : "")
        + (place.isOnTheWay(layer.name().value()) ? " " + FlowChart.ON_WAY : "");
  }

  /** A picture in the making. */
  private final class Chart {
    private final Set<Layer> shown;
    private final boolean full;
    private final FlowChart chart = new FlowChart();

    /**
     * @param full whether all tensors are boxes and layers have a line for their operator
     */
    Chart(Set<Layer> shown, boolean full) {
      this.shown = shown;
      this.full = full;
    }

    Drawn drawn() {
      shown.forEach(this::box);
      shown.forEach(this::tensors);
      return chart.drawn();
    }

    private void box(Layer layer) {
      String name = layer.name().value();
      String id = id(layer);
      if (full) {
        chart.box(id, style(layer), layer.operator(), name, precisions(layer));
      } else {
        chart.shortBox(id, style(layer), layer.operator(), name, precisions(layer));
      }
    }

    private void tensors(Layer layer) {
      surroundings.inputs(layer).forEach(tensor -> chart.line(source(tensor), id(layer)));
      layer.outputs().forEach(this::leadOn);
    }

    /** Where a tensor's lines begin: its own box, or that of the layer that computes it. */
    private String source(TensorName tensor) {
      Optional<Layer> producer = place.producer(tensor);
      if (!full && !isNotable(tensor) && producer.isPresent()) {
        return from(producer.get());
      }
      String id = "tensor " + tensor.value();
      if (!chart.has(id)) {
        chart.box(id, style(tensor), "", tensor.value(), state(tensor));
        producer.ifPresent(layer -> chart.line(from(layer), id));
      }
      return id;
    }

    private void leadOn(TensorName tensor) {
      String source = source(tensor);
      place.consumers(tensor).stream()
          .filter(layer -> !shown.contains(layer))
          .forEach(layer -> chart.line(source, block(layer, "after")));
    }

    private String from(Layer layer) {
      return shown.contains(layer) ? id(layer) : block(layer, "before");
    }

    /** The box of a block that is not shown; one above and one below, so no line turns back. */
    private String block(Layer layer, String side) {
      Block block = blocks.of(layer);
      String id = side + " " + block.name();
      chart.box(
          id,
          "rest",
          "",
          block.title(texts),
          texts.text("report.strip.layers", block.layers().size()));
      return id;
    }

    private String id(Layer layer) {
      return "layer " + layer.index();
    }
  }
}
