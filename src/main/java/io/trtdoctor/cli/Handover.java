package io.trtdoctor.cli;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Hands values to a consumer that works on a thread of its own, in order: a log is read on while
 * the builds before are judged. Few values wait at a time, so memory stays bounded.
 */
final class Handover<T> implements Consumer<T>, AutoCloseable {
  private static final int MOST_WAITING = 2;

  private final BlockingQueue<Optional<T>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread worker;
  private volatile Optional<Throwable> failure = Optional.empty();

  private Handover(Consumer<? super T> consumer) {
    worker = new Thread(() -> work(consumer), "handover");
    worker.setDaemon(true);
  }

  static <T> Handover<T> to(Consumer<? super T> consumer) {
    Handover<T> handover = new Handover<>(consumer);
    handover.worker.start();
    return handover;
  }

  private void work(Consumer<? super T> consumer) {
    try {
      for (Optional<T> next = waiting.take(); next.isPresent(); next = waiting.take()) {
        if (failure.isEmpty()) {
          attempt(consumer, next.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After a failure the rest is taken and dropped, so that the reader never waits for nothing. */
  private void attempt(Consumer<? super T> consumer, T value) {
    try {
      consumer.accept(value);
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
    }
  }

  /** Waits for a place and puts the value there; throws what the consumer threw before. */
  @Override
  public void accept(T value) {
    rethrow();
    put(Optional.of(value));
  }

  /** Waits until all values are consumed; throws what the consumer threw. */
  @Override
  public void close() {
    put(Optional.empty());
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    rethrow();
  }

  private void put(Optional<T> value) {
    try {
      waiting.put(value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void rethrow() {
    Optional<Throwable> thrown = failure;
    failure = Optional.empty();
    if (thrown.isPresent()) {
      if (thrown.get() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown.get();
    }
  }
}
