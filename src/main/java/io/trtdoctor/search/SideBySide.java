package io.trtdoctor.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks several questions at a time, and takes back those that became pointless. */
final class SideBySide<T> {
  /**
   * A question under way is kept while it is among so many times as many as are asked at a time.
   */
  private static final int KEPT = 2;

  private static final long PATIENCE_SECONDS = 10;

  private final Course<T> course;
  private final Question<T> question;
  private final int workers;
  private final BooleanSupplier outOfTime;
  private final ExecutorService threads;
  private final Map<Subset, Asked> open = new LinkedHashMap<>();
  private final BlockingQueue<Arrival<T>> arrivals = new LinkedBlockingQueue<>();
  private long asked;

  SideBySide(Course<T> course, Question<T> question, SearchOptions options) {
    this.course = course;
    this.question = question;
    this.workers = options.workers();
    this.outOfTime = options.outOfTime();
    this.threads = Executors.newFixedThreadPool(workers, SideBySide::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "search");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * A question under way.
   *
   * @param ticket tells it from an earlier try of the same that was taken back
   */
  private record Asked(long ticket, Future<?> work) {}

  /** What came of a question: a reply, or what it threw. */
  private record Arrival<T>(Subset subset, long ticket, Future<Reply<T>> reply) {}

  /** Asks until the search is over or may ask no more. */
  void run() throws InterruptedException {
    try {
      while (!course.over() && !outOfTime.getAsBoolean()) {
        takeBackPointless();
        askMore();
        if (open.isEmpty()) {
          return;
        }
        take(arrivals.take());
      }
    } finally {
      threads.shutdownNow();
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    }
  }

  private void takeBackPointless() {
    if (open.isEmpty()) {
      return;
    }
    List<Subset> useful = course.wanted(KEPT * workers);
    open.entrySet()
        .removeIf(
            entry -> {
              boolean pointless = !useful.contains(entry.getKey());
              return pointless && entry.getValue().work().cancel(true);
            });
  }

  private void askMore() {
    for (Subset subset : course.wanted(workers)) {
      if (open.size() < workers && course.maySpendTry() && !open.containsKey(subset)) {
        course.asking(subset);
        long ticket = ++asked;
        open.put(subset, new Asked(ticket, threads.submit(() -> ask(subset, ticket))));
      }
    }
  }

  private void ask(Subset subset, long ticket) {
    FutureTask<Reply<T>> reply = new FutureTask<>(() -> question.ask(course.members(subset)));
    reply.run();
    arrivals.add(new Arrival<>(subset, ticket, reply));
  }

  private void take(Arrival<T> arrival) throws InterruptedException {
    Asked waiting = open.get(arrival.subset());
    if (waiting != null && waiting.ticket() == arrival.ticket()) {
      open.remove(arrival.subset());
      course.answered(arrival.subset(), reply(arrival));
    }
  }

  private Reply<T> reply(Arrival<T> arrival) throws InterruptedException {
    try {
      return arrival.reply().get();
    } catch (ExecutionException e) {
      throw raised(e.getCause());
    }
  }

  /** What the question threw, thrown here. */
  private static RuntimeException raised(Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interruption) {
      throw interruption;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }
}
