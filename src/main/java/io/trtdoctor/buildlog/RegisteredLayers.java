package io.trtdoctor.buildlog;

import io.trtdoctor.model.LayerName;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from a verbose log which ONNX node each layer of TensorRT's was made for.
 *
 * <p>The parser says {@code Registering layer: LAYER for ONNX node: NODE} (8.6.1, 10.6.0), and
 * {@code Registering layer: LAYER required by ONNX-TRT} (10.6.0) after {@code Parsing node: NODE
 * [OPERATOR]}. It is a pass of its own over the log, because only a case with a model wants to
 * know.
 */
public final class RegisteredLayers {
  private static final int BUFFER = 1 << 18;
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_LAYERS = 1_000_000;
  private static final String REGISTERING = "Registering layer: ";
  private static final String PARSING = "Parsing node: ";
  private static final String FOR_NODE = " for ONNX node: ";
  private static final String BY_PARSER = " required by ONNX-TRT";

  private final Map<String, LayerName> nodes = new HashMap<>();
  private final byte[] line = new byte[LONGEST_LINE];
  private int length;
  private Optional<LayerName> parsed = Optional.empty();

  private RegisteredLayers() {}

  /**
   * The node by layer, only where the two are named differently.
   *
   * @param name what to call the log in messages
   * @throws io.trtdoctor.error.BadInputException as {@link BuildLogReader} does
   */
  public static Map<String, LayerName> read(Path log, String name) {
    RegisteredLayers layers = new RegisteredLayers();
    try (LogSource source = LogSource.open(log, name)) {
      layers.read(new BufferedInputStream(source.stream(), BUFFER));
    } catch (IOException e) {
      throw BuildLogReader.unreadable(name, e);
    }
    return Map.copyOf(layers.nodes);
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    for (int filled = some(in, buffer); filled >= 0; filled = some(in, buffer)) {
      int from = 0;
      while (from < filled) {
        int feed = LineScanner.indexOfLineFeed(buffer, from, filled);
        int to = feed < 0 ? filled : feed;
        int count = Math.min(to - from, line.length - length);
        System.arraycopy(buffer, from, line, length, count);
        length += count;
        if (feed >= 0) {
          endLine();
        }
        from = to + 1;
      }
    }
    endLine();
  }

  /** The end of a damaged log is its end. */
  private static int some(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      return -1;
    }
  }

  private void endLine() {
    if (length > PARSING.length()) {
      int end = LineScanner.withoutColours(line, 0, length);
      String text = new String(line, 0, end, StandardCharsets.UTF_8).stripTrailing();
      Wording.after(text, REGISTERING).ifPresent(this::registered);
      Wording.after(text, PARSING).ifPresent(this::parsed);
    }
    length = 0;
  }

  private void parsed(String nodeAndOperator) {
    int operator = nodeAndOperator.lastIndexOf(" [");
    parsed =
        operator > 0
            ? Optional.of(LayerName.of(nodeAndOperator.substring(0, operator)))
            : Optional.empty();
  }

  private void registered(String text) {
    int node = text.lastIndexOf(FOR_NODE);
    if (node > 0) {
      String named = text.substring(node + FOR_NODE.length());
      add(text.substring(0, node), named.isEmpty() ? parsed : Optional.of(LayerName.of(named)));
    } else if (text.endsWith(BY_PARSER)) {
      add(text.substring(0, text.length() - BY_PARSER.length()), parsed);
    }
  }

  private void add(String layer, Optional<LayerName> node) {
    node.filter(name -> !name.value().equals(layer) && nodes.size() < MOST_LAYERS)
        .ifPresent(name -> nodes.putIfAbsent(layer, name));
  }
}
