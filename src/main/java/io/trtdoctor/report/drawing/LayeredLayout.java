package io.trtdoctor.report.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Boxes in layers from top to bottom with lines between them that cross as rarely as can be, by
 * Eclipse ELK. The same boxes and lines always get the same places.
 */
public final class LayeredLayout {
  /** A box to place; sizes are in pixels. */
  public record Box(String id, int width, int height) {}

  /** A line from the lower edge of one box to the upper edge of another. */
  public record Line(String from, String to) {}

  /** A place in pixels from the upper left corner. */
  public record Point(int x, int y) {}

  /**
   * What came of it.
   *
   * @param boxes the upper left corner of each box by its id
   * @param lines the corners of each line, in the order in which the lines were given
   */
  public record Placed(int width, int height, Map<String, Point> boxes, List<List<Point>> lines) {
    public Placed {
      boxes = Map.copyOf(boxes);
      lines = lines.stream().map(List::copyOf).toList();
    }
  }

  private final ElkNode graph = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> nodes = new HashMap<>();
  private final List<ElkEdge> edges = new ArrayList<>();

  private LayeredLayout(List<Box> boxes, List<Line> lines) {
    graph.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(CoreOptions.RANDOM_SEED, 1);
    boxes.forEach(this::add);
    lines.forEach(this::add);
  }

  /**
   * Places the boxes.
   *
   * @throws IllegalArgumentException if a line leads to a box that is not there
   */
  public static Placed of(List<Box> boxes, List<Line> lines) {
    LayeredLayout layout = new LayeredLayout(boxes, lines);
    LayoutMetaDataService.getInstance();
    new LayeredLayoutProvider().layout(layout.graph, new NullElkProgressMonitor());
    return layout.placed();
  }

  private void add(Box box) {
    ElkNode node = ElkGraphUtil.createNode(graph);
    node.setDimensions(box.width(), box.height());
    nodes.put(box.id(), node);
  }

  private void add(Line line) {
    edges.add(ElkGraphUtil.createSimpleEdge(node(line.from()), node(line.to())));
  }

  private ElkNode node(String id) {
    if (!nodes.containsKey(id)) {
      throw new IllegalArgumentException("a line leads to " + id + ", which is no box");
    }
    return nodes.get(id);
  }

  private Placed placed() {
    Map<String, Point> places = new HashMap<>();
    nodes.forEach((id, node) -> places.put(id, point(node.getX(), node.getY())));
    return new Placed(
        (int) Math.ceil(graph.getWidth()),
        (int) Math.ceil(graph.getHeight()),
        places,
        edges.stream().map(LayeredLayout::corners).toList());
  }

  private static List<Point> corners(ElkEdge edge) {
    return edge.getSections().stream().flatMap(LayeredLayout::corners).toList();
  }

  private static Stream<Point> corners(ElkEdgeSection section) {
    Stream<Point> bends = section.getBendPoints().stream().map(LayeredLayout::corner);
    return Stream.concat(
        Stream.concat(Stream.of(point(section.getStartX(), section.getStartY())), bends),
        Stream.of(point(section.getEndX(), section.getEndY())));
  }

  private static Point corner(ElkBendPoint bend) {
    return point(bend.getX(), bend.getY());
  }

  private static Point point(double x, double y) {
    return new Point((int) Math.round(x), (int) Math.round(y));
  }
}
