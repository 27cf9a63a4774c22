package io.trtdoctor.report;

import io.trtdoctor.report.drawing.LayeredLayout;
import io.trtdoctor.report.drawing.LayeredLayout.Box;
import io.trtdoctor.report.drawing.LayeredLayout.Line;
import io.trtdoctor.report.drawing.LayeredLayout.Placed;
import io.trtdoctor.report.drawing.LayeredLayout.Point;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Boxes with words in them and lines between them, laid out from top to bottom. */
final class FlowChart {
  /** The style of boxes on a scale's way, and of the lines between two of them. */
  static final String ON_WAY = "on-way";

  private static final int WIDTH = 268;
  private static final int PADDING = 16;
  private static final int FIRST_LINE = 18;
  private static final int LINE_HEIGHT = 17;

  private final Map<String, Shown> boxes = new LinkedHashMap<>();
  private final Set<Line> lines = new LinkedHashSet<>();

  /** A box with what is written into it; what is empty takes no line. */
  private record Shown(
      Box box, String style, String operator, String name, String fullName, String state) {
    String words() {
      return Stream.of(fullName, operator, state)
          .filter(word -> !word.isEmpty())
          .distinct()
          .collect(Collectors.joining(" · "));
    }

    boolean isOnWay() {
      return style.contains(ON_WAY);
    }
  }

  /** What came of it. */
  record Drawn(int width, int height, Sketch sketch, List<String> words) {}

  boolean has(String id) {
    return boxes.containsKey(id);
  }

  /** Adds a box with a line for its operator, its name and its state, unless it is there. */
  void box(String id, String style, String operator, String name, String state) {
    add(id, style, operator, Sketch.compact(name), name, state);
  }

  /** Adds a box with operator and name in one line, unless it is there. */
  void shortBox(String id, String style, String operator, String name, String state) {
    add(id, style, "", operator + " " + Sketch.compact(name), operator + " · " + name, state);
  }

  private void add(
      String id, String style, String operator, String name, String fullName, String state) {
    long words = Stream.of(operator, name, state).filter(word -> !word.isEmpty()).count();
    Box box = new Box(id, WIDTH, 9 + LINE_HEIGHT * (int) words);
    boxes.putIfAbsent(id, new Shown(box, style, operator, name, fullName, state));
  }

  /** Leads a line from one box to another, both of which have to be there when it is drawn. */
  void line(String from, String to) {
    lines.add(new Line(from, to));
  }

  Drawn drawn() {
    List<Line> all = List.copyOf(lines);
    Placed placed = LayeredLayout.of(boxes.values().stream().map(Shown::box).toList(), all);
    Sketch sketch = new Sketch();
    lines(sketch, all, placed, false);
    lines(sketch, all, placed, true);
    boxes.values().forEach(shown -> box(sketch, shown, placed.boxes().get(shown.box().id())));
    List<String> words = boxes.values().stream().map(Shown::words).toList();
    return new Drawn(placed.width(), placed.height(), sketch, words);
  }

  /** All lines of one kind as one shape, which keeps the page short. */
  private void lines(Sketch sketch, List<Line> all, Placed placed, boolean onWay) {
    List<List<Point>> ways =
        IntStream.range(0, all.size())
            .filter(i -> isOnWay(all.get(i)) == onWay)
            .mapToObj(placed.lines()::get)
            .toList();
    if (!ways.isEmpty()) {
      sketch
          .path("link", ways.stream().map(FlowChart::way).collect(Collectors.joining()))
          .path("head", ways.stream().map(FlowChart::head).collect(Collectors.joining()))
          .part(onWay ? ON_WAY : "", "");
    }
  }

  private boolean isOnWay(Line line) {
    return boxes.get(line.from()).isOnWay() && boxes.get(line.to()).isOnWay();
  }

  private static String way(List<Point> corners) {
    return corners.stream()
        .map(corner -> corner.x() + " " + corner.y())
        .collect(Collectors.joining("L", "M", ""));
  }

  private static String head(List<Point> corners) {
    Point end = corners.get(corners.size() - 1);
    return "M%d %dl-4 -7h8z".formatted(end.x(), end.y());
  }

  private static void box(Sketch sketch, Shown shown, Point at) {
    Box box = shown.box();
    int radius = shown.style().startsWith("tensor") ? box.height() / 2 : 4;
    int x = at.x() + PADDING;
    int y = at.y() + FIRST_LINE;
    sketch.rect("frame", at.x(), at.y(), box.width(), box.height(), radius);
    if (!shown.operator().isEmpty()) {
      sketch.text("operator", x, y, shown.operator());
      y += LINE_HEIGHT;
    }
    sketch.text("mono", x, y, Sketch.fitted(shown.name(), box.width() - 2 * PADDING + 2));
    if (!shown.state().isEmpty()) {
      sketch.text("state", x, y + LINE_HEIGHT - 1, shown.state());
    }
    sketch.part(shown.style(), shown.words());
  }
}
