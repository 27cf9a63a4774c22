package io.trtdoctor.cli;

import io.trtdoctor.console.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal that goes away when the task is done. */
final class TerminalProgress implements Progress {
  private static final int MILLISECONDS_BETWEEN_UPDATES = 200;

  private final ProgressBar bar;

  private TerminalProgress(ProgressBar bar) {
    this.bar = bar;
  }

  static Progress start(String task, long total) {
    return new TerminalProgress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_UPDATES)
            .clearDisplayOnFinish()
            .build());
  }

  @Override
  public void at(long step) {
    bar.stepTo(step);
  }

  @Override
  public void close() {
    bar.close();
  }
}
