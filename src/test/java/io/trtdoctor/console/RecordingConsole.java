package io.trtdoctor.console;

import java.util.ArrayList;
import java.util.List;

/** A console that remembers what it was told, by whatever thread. */
public final class RecordingConsole implements Console {
  private final StringBuilder results = new StringBuilder();
  private final StringBuilder remarks = new StringBuilder();
  private final List<String> tasks = new ArrayList<>();

  @Override
  public synchronized void print(CharSequence text) {
    results.append(text).append('\n');
  }

  @Override
  public synchronized void say(CharSequence text) {
    remarks.append(text).append('\n');
  }

  @Override
  public Progress progress(String task, long total) {
    tasks.add(task);
    return Progress.SILENT;
  }

  @Override
  public void flush() {}

  /** What went to standard output. */
  public synchronized String results() {
    return results.toString();
  }

  /** What went to standard error. */
  public synchronized String remarks() {
    return remarks.toString();
  }

  /** The tasks that progress was shown for. */
  public List<String> tasks() {
    return List.copyOf(tasks);
  }
}
