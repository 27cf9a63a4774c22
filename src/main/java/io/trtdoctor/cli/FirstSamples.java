package io.trtdoctor.cli;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.Samples;
import java.time.Duration;
import java.util.Iterator;

/**
 * The first samples of many: no more than some number, and no new one once the time is up. Gone
 * through again they are the same ones, however long it takes. The first is always among them.
 */
final class FirstSamples implements Samples {
  private final Samples all;
  private final long nanos;
  private final long start = System.nanoTime();
  private boolean isTimed = true;
  private int most;

  FirstSamples(Samples all, int most, Duration time) {
    this.all = all;
    this.most = most;
    this.nanos = time.toNanos();
  }

  @Override
  public Iterator<NamedSample> iterator() {
    boolean timed = isTimed;
    isTimed = false;
    Iterator<NamedSample> remaining = all.iterator();
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        if (timed && given > 0 && System.nanoTime() - start > nanos) {
          most = Math.min(most, given);
        }
        return given < most && remaining.hasNext();
      }

      @Override
      public NamedSample next() {
        given++;
        return remaining.next();
      }
    };
  }
}
