package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two cases side by side, in the words of one language; names are given as found and are made fit
 * to print here.
 *
 * @param counts in how much they differ, in a sentence
 * @param sides the first, then the second
 * @param groups what differs, group by group
 */
public record ComparisonView(String counts, List<SideView> sides, List<GroupView> groups) {
  private static final Pattern NUMBER = Pattern.compile("(-?\\d[\\d.]*(?:[eE][-+]?\\d+)?)( \\S+)?");

  public ComparisonView {
    sides = List.copyOf(sides);
    groups = List.copyOf(groups);
  }

  /**
   * One of the cases.
   *
   * @param status the verdict's tag
   * @param title the cause that the verdict names, or what else it says
   */
  public record SideView(
      String letter,
      String name,
      String status,
      String statusLabel,
      String certaintyLabel,
      String title,
      String summary,
      List<FactView> facts) {
    public SideView {
      name = Printable.line(name);
      status = Printable.line(status);
      statusLabel = Printable.line(statusLabel);
      certaintyLabel = Printable.line(certaintyLabel);
      title = Printable.line(title);
      summary = Printable.line(summary);
      facts = List.copyOf(facts);
    }
  }

  /** Something that a case says of itself. */
  public record FactView(String name, String value) {
    public FactView {
      name = Printable.line(name);
      value = Printable.line(value);
    }
  }

  /**
   * Facts of one kind in which the cases differ.
   *
   * @param id unique on the page
   * @param counts how many differ and how many do not
   */
  public record GroupView(String id, String title, String counts, List<RowView> rows) {
    public GroupView {
      rows = List.copyOf(rows);
    }

    /** Whether a number was measured in both cases in any of the rows. */
    public boolean hasChanges() {
      return rows.stream().anyMatch(row -> !row.change().isEmpty());
    }
  }

  /**
   * A fact; a value that a case lacks is empty.
   *
   * @param change how many times as much the second is as the first, empty if that says nothing
   */
  public record RowView(String name, String first, String second, String change) {
    public RowView {
      name = Printable.line(name);
      first = Printable.line(first);
      second = Printable.line(second);
    }

    /** A fact that is no amount. */
    public static RowView of(String name, String first, String second) {
      return new RowView(name, first, second, "");
    }

    /** An amount, which has its unit behind it in both cases or in none. */
    public static RowView measured(String name, String first, String second) {
      OptionalDouble from = amount(first);
      OptionalDouble to = amount(second);
      boolean comparable = from.isPresent() && to.isPresent() && from.getAsDouble() != 0;
      return new RowView(
          name,
          first,
          second,
          comparable ? "× " + Numbers.ratio(to.getAsDouble() / from.getAsDouble()) : "");
    }

    private static OptionalDouble amount(String text) {
      return Optional.of(NUMBER.matcher(text))
          .filter(Matcher::matches)
          .map(found -> OptionalDouble.of(Double.parseDouble(found.group(1))))
          .orElseGet(OptionalDouble::empty);
    }
  }
}
