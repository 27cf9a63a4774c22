package io.trtdoctor.report;

import java.util.List;
import java.util.Set;

/**
 * Lines of an input around the lines that show something.
 *
 * @param file the input's name, as the evidence spells it
 * @param firstLine the number of the first line, from 1
 * @param lines consecutive lines as found
 * @param highlighted the numbers of the lines that matter
 */
public record Excerpt(String file, long firstLine, List<String> lines, Set<Long> highlighted) {
  public Excerpt {
    lines = List.copyOf(lines);
    highlighted = Set.copyOf(highlighted);
  }

  /** The number of the last line. */
  public long lastLine() {
    return firstLine + lines.size() - 1;
  }

  /** Whether the line of the file is among these. */
  public boolean covers(String otherFile, long line) {
    return file.equals(otherFile) && line >= firstLine && line <= lastLine();
  }
}
