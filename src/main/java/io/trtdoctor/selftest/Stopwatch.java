package io.trtdoctor.selftest;

/** Seconds since it was made. */
final class Stopwatch {
  private static final double NANOS = 1e9;

  private final long from = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - from) / NANOS;
  }
}
