package io.trtdoctor.report;

import io.trtdoctor.model.Layer;
import io.trtdoctor.model.Network;
import io.trtdoctor.report.NetworkBlocks.Block;
import io.trtdoctor.report.PictureView.FoldView;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole network as a strip of blocks in rows, marked where something went wrong. */
final class BlockStrip {
  private static final int WIDTH = 254;
  private static final int HEIGHT = 62;
  private static final int GAP = 10;
  private static final int IN_A_ROW = 4;

  private static final int MOST_LISTED = 200;

  private final FaultPlace place;
  private final LayerTable layers;
  private final Texts texts;

  private BlockStrip(FaultPlace place, LayerTable layers, Texts texts) {
    this.place = place;
    this.layers = layers;
    this.texts = texts;
  }

  static PictureView of(Network network, FaultPlace place, LayerTable layers, Texts texts) {
    return new BlockStrip(place, layers, texts).draw(NetworkBlocks.of(network).blocks());
  }

  private PictureView draw(List<Block> blocks) {
    Sketch sketch = new Sketch();
    for (int i = 0; i < blocks.size(); i++) {
      int x = GAP + i % IN_A_ROW * (WIDTH + GAP);
      int y = GAP + i / IN_A_ROW * (HEIGHT + GAP);
      block(sketch, blocks.get(i), x, y);
    }
    int rows = (blocks.size() + IN_A_ROW - 1) / IN_A_ROW;
    return new PictureView(
        "strip",
        texts.text("report.strip.title"),
        texts.text("report.strip.legend", blocks.size()),
        GAP + Math.min(IN_A_ROW, blocks.size()) * (WIDTH + GAP),
        GAP + rows * (HEIGHT + GAP),
        sketch.parts(),
        List.of(),
        blocks.stream().map(this::fold).toList());
  }

  private FoldView fold(Block block) {
    Stream<String> most = block.layers().stream().limit(MOST_LISTED).map(this::words);
    int left = block.layers().size() - MOST_LISTED;
    Stream<String> rest =
        left > 0 ? Stream.of(texts.text("report.strip.more", left)) : Stream.empty();
    return new FoldView(words(block), Stream.concat(most, rest).toList());
  }

  private String words(Layer layer) {
    String asked = layers.asked(layer);
    String ran = layers.ran(layer);
    return Stream.of(
            (place.isNamed(layer) ? "✕ " : "") + layer.name().value(),
            layer.operator(),
            asked.isEmpty() ? "" : texts.text("report.near.asked", asked),
            ran.isEmpty() ? "" : texts.text("report.near.ran", ran))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private void block(Sketch sketch, Block block, int x, int y) {
    List<String> faults = faults(block);
    sketch
        .rect("frame", x, y, WIDTH, HEIGHT, 5)
        .text("mono", x + 10, y + 20, Sketch.fitted(Sketch.compact(block.title(texts)), WIDTH - 16))
        .text("state", x + 10, y + 37, texts.text("report.strip.layers", block.layers().size()));
    sketch
        .text("fault", x + 10, y + 54, String.join(" · ", faults))
        .part(faults.isEmpty() ? "block" : "block faulty", words(block));
  }

  private String words(Block block) {
    List<String> words = new ArrayList<>();
    words.add(block.title(texts));
    words.add(texts.text("report.strip.layers", block.layers().size()));
    words.addAll(faults(block));
    return String.join(" · ", words);
  }

  private List<String> faults(Block block) {
    long named = block.layers().stream().filter(place::isNamed).count();
    long lacking =
        block.layers().stream()
            .flatMap(layer -> layer.outputs().stream())
            .filter(place::lacksScale)
            .count();
    List<String> faults = new ArrayList<>();
    if (named > 0) {
      faults.add(texts.text("report.strip.named", named));
    }
    if (lacking > 0) {
      faults.add(texts.text("report.strip.lacking", lacking));
    }
    return faults;
  }
}
