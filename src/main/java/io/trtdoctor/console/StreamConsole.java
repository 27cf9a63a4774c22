package io.trtdoctor.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Writes UTF-8 to two streams.
 *
 * <p>A reader that has gone away ({@code | head}) is no failure: what follows is dropped.
 */
public final class StreamConsole implements Console {
  private final Writer results;
  private final Writer remarks;
  private final Predicate<IOException> readerGone;
  private final BiFunction<String, Long, Progress> progress;
  private final boolean coloured;
  private boolean dropping;

  /**
   * A console over two streams.
   *
   * @param readerGone tells a closed pipe from any other failure to write results
   * @param progress makes what is shown for a task with so many steps
   * @param coloured whether results go to a terminal that shows colours
   */
  public StreamConsole(
      OutputStream results,
      OutputStream remarks,
      Predicate<IOException> readerGone,
      BiFunction<String, Long, Progress> progress,
      boolean coloured) {
    this.results = writer(results);
    this.remarks = writer(remarks);
    this.readerGone = readerGone;
    this.progress = progress;
    this.coloured = coloured;
  }

  private static Writer writer(OutputStream stream) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  /**
   * {@inheritDoc}
   *
   * @throws OutputRefusedException if the system refuses the text and the reader is still there
   */
  @Override
  public void print(CharSequence text) {
    if (dropping) {
      return;
    }
    try {
      results.append(text).append('\n');
    } catch (IOException e) {
      lost(e);
    }
  }

  @Override
  public void say(CharSequence text) {
    flush();
    try {
      remarks.append(text).append('\n');
      remarks.flush();
    } catch (IOException nobodyListens) {
      return;
    }
  }

  @Override
  public Progress progress(String task, long total) {
    flush();
    return progress.apply(task, total);
  }

  /**
   * {@inheritDoc}
   *
   * @throws OutputRefusedException if the system refuses the text and the reader is still there
   */
  @Override
  public void flush() {
    if (dropping) {
      return;
    }
    try {
      results.flush();
    } catch (IOException e) {
      lost(e);
    }
  }

  @Override
  public boolean showsColours() {
    return coloured;
  }

  private void lost(IOException e) {
    dropping = true;
    if (!readerGone.test(e)) {
      throw new OutputRefusedException(e);
    }
  }
}
