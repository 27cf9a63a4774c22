package io.trtdoctor.worker.client;

import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs probes with real TensorRT in child processes. */
public final class TensorRtProbeRunner implements ProbeRunner {
  private static final double NANOS = 1e9;
  private static final int TRIES = 3;

  private final ChildSettings settings;
  private final ChildPool pool;
  private final Consumer<LogMessage> listener;
  private final AtomicLong requests = new AtomicLong();

  /** Starts no child yet. */
  public TensorRtProbeRunner(ChildSettings settings) {
    this(settings, message -> {});
  }

  /**
   * Starts no child yet.
   *
   * @param listener hears what TensorRT logs as it comes, on the thread that asked for the probe
   */
  public TensorRtProbeRunner(ChildSettings settings, Consumer<LogMessage> listener) {
    this.settings = settings;
    this.pool = new ChildPool(settings);
    this.listener = listener;
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit) {
    if (!recipe.line().equals(settings.line().name())) {
      return Outcome.unresolved(
          Message.of("probe.other-line", recipe.line(), settings.line().name()));
    }
    if (!recipe.plugins().equals(settings.plugins())) {
      return Outcome.unresolved(Message.of("probe.other-plugins"));
    }
    try {
      return tryOnChildren(recipe, until, limit);
    } catch (IOException e) {
      return Outcome.unresolved(
          Message.of(
              "probe.child-failed-to-start",
              settings.line().name(),
              String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return closed();
    }
  }

  private static Outcome closed() {
    return Outcome.givenUp(Observations.none());
  }

  /** A child that died while it waited for work says nothing about the recipe: take another. */
  private Outcome tryOnChildren(Recipe recipe, Until until, Duration limit)
      throws IOException, InterruptedException {
    Outcome outcome = closed();
    for (int i = 0; i < TRIES; i++) {
      Optional<Child> child = pool.take();
      if (child.isEmpty()) {
        return closed();
      }
      Try tried = tryOn(child.get(), recipe, until, limit);
      outcome = tried.outcome;
      if (!tried.again) {
        return outcome;
      }
    }
    return outcome;
  }

  private record Try(Outcome outcome, boolean again) {}

  private Try tryOn(Child child, Recipe recipe, Until until, Duration limit)
      throws InterruptedException {
    boolean reusable = false;
    try {
      boolean wasReady = child.isReady();
      long from = System.nanoTime();
      Optional<Outcome> noStart = child.awaitReady(settings.startLimit());
      if (noStart.isPresent()) {
        return new Try(noStart.get(), false);
      }
      OptionalDouble start =
          wasReady ? OptionalDouble.empty() : OptionalDouble.of((System.nanoTime() - from) / NANOS);
      ProbeRun run = new ProbeRun(child, request(recipe), until, limit, start, listener);
      Outcome outcome = run.run();
      reusable = run.reusable();
      return new Try(outcome, wasReady && run.neverBegan());
    } finally {
      pool.giveBack(child, reusable);
    }
  }

  private Request request(Recipe recipe) {
    return new Request(
        requests.incrementAndGet(), recipe, settings.inspect(), settings.timingCache());
  }

  @Override
  public void close() {
    pool.close();
  }
}
