package io.trtdoctor.report;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network cut into blocks that can be taken in at a glance: by the paths in its layers' names, as
 * exporters write them, or in pieces of equal length where names have none.
 */
final class NetworkBlocks {
  private static final int MOST_BLOCKS = 36;
  private static final int DEEPEST = 8;

  /** Layers that stand together; the name is empty for those that no path puts anywhere. */
  record Block(String name, List<Layer> layers) {
    Block {
      layers = List.copyOf(layers);
    }

    String title(Texts texts) {
      return name.isEmpty() ? texts.text("report.strip.elsewhere") : name;
    }
  }

  private final List<Block> blocks;
  private final Map<Layer, Block> ofLayers = new HashMap<>();

  private NetworkBlocks(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
    blocks.forEach(block -> block.layers().forEach(layer -> ofLayers.put(layer, block)));
  }

  /** The deepest cut by paths that gives no more blocks than a page can show. */
  static NetworkBlocks of(Network network) {
    for (int depth = DEEPEST; depth > 0; depth--) {
      Map<String, List<Layer>> groups = byPath(network.layers(), depth);
      if (groups.size() > 1 && groups.size() <= MOST_BLOCKS) {
        return new NetworkBlocks(blocks(groups));
      }
    }
    return new NetworkBlocks(pieces(network.layers()));
  }

  private static Map<String, List<Layer>> byPath(List<Layer> layers, int depth) {
    Map<String, List<Layer>> groups = new LinkedHashMap<>();
    for (Layer layer : layers) {
      groups
          .computeIfAbsent(path(layer.name().value(), depth), path -> new ArrayList<>())
          .add(layer);
    }
    return groups;
  }

  private static String path(String name, int depth) {
    List<String> segments =
        Arrays.stream(name.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
    int length = Math.min(depth, segments.size() - 1);
    return length <= 0 ? "" : "/" + String.join("/", segments.subList(0, length));
  }

  private static List<Block> blocks(Map<String, List<Layer>> groups) {
    return groups.entrySet().stream().map(e -> new Block(e.getKey(), e.getValue())).toList();
  }

  private static List<Block> pieces(List<Layer> layers) {
    int length = Math.max(1, (layers.size() + MOST_BLOCKS - 1) / MOST_BLOCKS);
    List<Block> pieces = new ArrayList<>();
    for (int from = 0; from < layers.size(); from += length) {
      List<Layer> piece = layers.subList(from, Math.min(layers.size(), from + length));
      pieces.add(new Block(name(piece), piece));
    }
    return pieces;
  }

  private static String name(List<Layer> piece) {
    String first = piece.get(0).name().value();
    String last = piece.get(piece.size() - 1).name().value();
    return piece.size() == 1 ? first : first + " … " + last;
  }

  /** In the order of their first layers in the file. */
  List<Block> blocks() {
    return blocks;
  }

  Block of(Layer layer) {
    return ofLayers.get(layer);
  }
}
