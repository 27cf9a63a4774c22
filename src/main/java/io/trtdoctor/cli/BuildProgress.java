package io.trtdoctor.cli;

import io.trtdoctor.console.Progress;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.function.Consumer;

/**
 * Shows how far a build has come by what it logs: while it calibrates so many of all batches, so
 * that the time to go can be told, and then that it goes on.
 */
final class BuildProgress implements Consumer<LogMessage>, AutoCloseable {
  private static final String BATCH = "Calibrated batch ";

  private final Session session;
  private final String line;
  private final int batches;
  private int calibrated;
  private long heard;
  private Progress shown;

  private BuildProgress(Session session, String line, int batches) {
    this.session = session;
    this.line = line;
    this.batches = batches;
    this.shown = batches > 0 ? begin("cli.gpu.calibrating", batches) : building();
  }

  /** The progress of one build, from now on. */
  static BuildProgress of(Recipe recipe, Session session) {
    boolean calibrates = recipe.calibrator().isPresent() && recipe.calibrationCache().isEmpty();
    return new BuildProgress(session, recipe.line(), calibrates ? recipe.batches().count() : 0);
  }

  private Progress building() {
    return begin("cli.gpu.building", -1);
  }

  private Progress begin(String task, long total) {
    return session.console().progress(session.texts().render(Message.of(task, line)), total);
  }

  @Override
  public synchronized void accept(LogMessage message) {
    if (calibrated == batches) {
      shown.at(++heard);
    } else if (message.text().stripLeading().startsWith(BATCH)) {
      shown.at(++calibrated);
      if (calibrated == batches) {
        shown.close();
        shown = building();
      }
    }
  }

  @Override
  public synchronized void close() {
    shown.close();
  }
}
