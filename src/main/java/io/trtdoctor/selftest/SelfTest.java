package io.trtdoctor.selftest;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs parts one after the other; whatever happens to one, the next is run. */
public final class SelfTest {
  private final Bench bench;
  private final Duration most;
  private final Stopwatch watch = new Stopwatch();

  /**
   * A self-test that begins now.
   *
   * @param most no part, and in the long ones no probe, is begun later than this
   */
  public SelfTest(Bench bench, Duration most) {
    this.bench = bench;
    this.most = most;
  }

  /**
   * Runs the parts.
   *
   * @param done hears of each as soon as it is over
   */
  public void run(List<Part> parts, Consumer<PartResult> done) {
    for (Part part : parts) {
      done.accept(late() ? PartResult.skipped(part) : run(part));
    }
  }

  private boolean late() {
    return watch.seconds() > most.toSeconds();
  }

  /** Runs one part; never throws. */
  public PartResult run(Part part) {
    Facts facts = new Facts();
    Stopwatch took = new Stopwatch();
    try {
      exercise(part).run(bench, facts);
      return facts.result(part, took.seconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return facts.broken(part, took.seconds(), e);
    } catch (Exception | LinkageError | AssertionError e) {
      return facts.broken(part, took.seconds(), e);
    }
  }

  private Exercise exercise(Part part) {
    return switch (part) {
      case HEALTHY -> Soundness::healthy;
      case NO_BATCHES -> Soundness::noBatches;
      case BAD_POINTER -> Soundness::badPointer;
      case CRASH -> Soundness::crash;
      case DIAGNOSE_NO_BATCHES -> DiagnoseRun::noBatches;
      case DIAGNOSE_HEALTHY -> DiagnoseRun::healthy;
      case MEASURE -> Measuring::int8AgainstFp32;
      case ONE_CHILD -> Rates::oneChild;
      case MANY_CHILDREN -> Rates::manyChildren;
      case FRESH -> (b, facts) -> Rates.fresh(b, facts, this::late);
      case OVERHEAD -> Overhead::measure;
      case DDMIN -> (b, facts) -> Peer.ddmin(b, facts, this::late);
    };
  }
}
