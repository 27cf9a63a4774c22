package io.trtdoctor.buildlog;

import java.util.List;

/**
 * Lines of a log that follow each other, as found.
 *
 * @param firstLine the number of the first, from 1
 */
public record Excerpt(long firstLine, List<String> lines) {
  public Excerpt {
    lines = List.copyOf(lines);
  }
}
