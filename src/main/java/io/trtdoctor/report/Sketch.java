package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.report.PictureView.PartView;
import io.trtdoctor.report.PictureView.ShapeView;
import java.util.ArrayList;
import java.util.List;

/** A picture in the making; names are given as found and are made fit to print here. */
final class Sketch {
  /** Room for one character of the font that names are set in, in tenths of a pixel. */
  private static final int CHARACTER_WIDTH = 74;

  private final List<PartView> parts = new ArrayList<>();
  private final List<ShapeView> shapes = new ArrayList<>();

  Sketch rect(String style, int x, int y, int width, int height, int radius) {
    shapes.add(new ShapeView("rect", style, x, y, width, height, radius, ""));
    return this;
  }

  Sketch text(String style, int x, int y, String words) {
    shapes.add(new ShapeView("text", style, x, y, 0, 0, 0, Printable.line(words)));
    return this;
  }

  /** A path in SVG's language; its data holds numbers and letters of ours alone. */
  Sketch path(String style, String data) {
    shapes.add(new ShapeView("path", style, 0, 0, 0, 0, 0, data));
    return this;
  }

  /** Makes one part of all shapes since the last one. */
  Sketch part(String style, String title) {
    parts.add(new PartView(style, Printable.line(title), shapes));
    shapes.clear();
    return this;
  }

  List<PartView> parts() {
    return List.copyOf(parts);
  }

  /** A path without the steps that the next one repeats: {@code /stages/stages.2} is stages.2. */
  static String compact(String path) {
    String[] steps = path.split("/", -1);
    StringBuilder compact = new StringBuilder();
    for (int i = 0; i < steps.length; i++) {
      boolean repeated = i + 1 < steps.length && steps[i + 1].startsWith(steps[i] + ".");
      if (!steps[i].isEmpty() && !repeated) {
        compact.append(compact.isEmpty() ? "" : "/").append(steps[i]);
      }
    }
    return compact.toString();
  }

  /** As much of a name as fits, its middle left out. */
  static String fitted(String name, int width) {
    return Printable.shortened(Printable.line(name), Math.max(4, width * 10 / CHARACTER_WIDTH));
  }
}
