package io.trtdoctor.experiment;

import java.time.Duration;
import java.util.Optional;

/** How much may be spent on a case; for several threads. */
public final class Budget {
  private final int mostProbes;
  private final Optional<Long> deadlineNanos;
  private int probes;

  private Budget(int mostProbes, Optional<Long> deadlineNanos) {
    this.mostProbes = mostProbes;
    this.deadlineNanos = deadlineNanos;
  }

  /** So many probes, and so much time from now on, or as much as it takes. */
  public static Budget of(int mostProbes, Optional<Duration> time) {
    return new Budget(mostProbes, time.map(limit -> System.nanoTime() + limit.toNanos()));
  }

  /** As much as it takes. */
  public static Budget unlimited() {
    return new Budget(Integer.MAX_VALUE, Optional.empty());
  }

  /** Whether nothing more may be asked. */
  public synchronized boolean isSpent() {
    return probes >= mostProbes
        || deadlineNanos.filter(deadline -> System.nanoTime() - deadline >= 0).isPresent();
  }

  synchronized void spendProbe() {
    probes++;
  }
}
