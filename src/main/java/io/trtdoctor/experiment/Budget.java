package io.trtdoctor.experiment;

import java.time.Duration;

/** How much may be spent on a case; for several threads. */
public final class Budget {
  private final int mostProbes;
  private final long deadlineNanos;
  private int probes;

  private Budget(int mostProbes, long deadlineNanos) {
    this.mostProbes = mostProbes;
    this.deadlineNanos = deadlineNanos;
  }

  /** So many probes, and so much time from now on. */
  public static Budget of(int mostProbes, Duration time) {
    return new Budget(mostProbes, System.nanoTime() + time.toNanos());
  }

  /** As much as it takes. */
  public static Budget unlimited() {
    return new Budget(Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Whether nothing more may be asked. */
  public synchronized boolean isSpent() {
    return probes >= mostProbes
        || (deadlineNanos != Long.MAX_VALUE && System.nanoTime() - deadlineNanos >= 0);
  }

  synchronized void spendProbe() {
    probes++;
  }
}
