package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import java.util.List;

/**
 * A picture with its text form; names are given as found and are made fit to print here.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param description how to read it
 * @param parts what it is drawn of, the hindmost first
 * @param text the same in words, a line each; empty where a table beside it says the same
 * @param folds the same in words where a part stands for many things
 */
public record PictureView(
    String id,
    String title,
    String description,
    int width,
    int height,
    List<PartView> parts,
    List<String> text,
    List<FoldView> folds) {
  public PictureView {
    title = Printable.line(title);
    description = Printable.line(description);
    parts = List.copyOf(parts);
    text = text.stream().map(Printable::line).toList();
    folds = List.copyOf(folds);
  }

  /** A picture of which nothing is summarised. */
  PictureView(
      String id,
      String title,
      String description,
      int width,
      int height,
      List<PartView> parts,
      List<String> text) {
    this(id, title, description, width, height, parts, text, List.of());
  }

  /** What a summarised part of the picture consists of, to be folded out. */
  public record FoldView(String title, List<String> lines) {
    public FoldView {
      title = Printable.line(title);
      lines = lines.stream().map(Printable::line).toList();
    }
  }

  /**
   * Shapes that belong together.
   *
   * @param style class names for the style sheet
   * @param title what the part stands for, shown when it is pointed at; empty for none
   */
  public record PartView(String style, String title, List<ShapeView> shapes) {
    public PartView {
      shapes = List.copyOf(shapes);
    }
  }

  /**
   * A shape.
   *
   * @param kind {@code rect}, {@code path} or {@code text}
   * @param style class names for the style sheet
   * @param radius of a rectangle's corners
   * @param words a text's words or a path's data
   */
  public record ShapeView(
      String kind, String style, int x, int y, int width, int height, int radius, String words) {}
}
