package io.trtdoctor.worker.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The children: those at work, those that wait for work, and a spare that warms up while the others
 * work. Only some start at once: whoever waits takes the first child that is free.
 */
final class ChildPool implements AutoCloseable {
  private final ChildSettings settings;
  private final Deque<Child> idle = new ArrayDeque<>();
  private final Set<Child> busy = new HashSet<>();
  private boolean closed;

  ChildPool(ChildSettings settings) {
    this.settings = settings;
  }

  /**
   * A child to work with, which may still be starting; waits while all are busy.
   *
   * @return empty if the pool is closed
   * @throws IOException if none can be started
   */
  synchronized Optional<Child> take() throws IOException, InterruptedException {
    while (!closed) {
      Optional<Child> child = oldestIdle();
      if (child.isEmpty() && mayStart()) {
        child = Optional.of(start());
      }
      if (child.isPresent()) {
        busy.add(child.get());
        warmSpare();
        return child;
      }
      wait();
    }
    return Optional.empty();
  }

  private Optional<Child> oldestIdle() {
    while (!idle.isEmpty()) {
      Child child = idle.pollFirst();
      if (child.process().isAlive()) {
        return Optional.of(child);
      }
      child.process().close();
    }
    return Optional.empty();
  }

  private void warmSpare() throws IOException {
    if (idle.isEmpty() && mayStart() && !settings.freshForEach()) {
      idle.addLast(start());
    }
  }

  private boolean mayStart() {
    return size() < settings.mostChildren()
        && Stream.concat(idle.stream(), busy.stream())
                .filter(child -> child.process().isStarting())
                .count()
            < settings.mostStarting();
  }

  private Child start() throws IOException {
    return Child.start(settings, emptiestDevice(), this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private Optional<Integer> emptiestDevice() {
    return settings.devices().stream().min(Comparator.comparingLong(this::childrenOn));
  }

  private long childrenOn(int device) {
    Optional<Integer> wanted = Optional.of(device);
    return idle.stream().filter(c -> c.process().device().equals(wanted)).count()
        + busy.stream().filter(c -> c.process().device().equals(wanted)).count();
  }

  /** Gives a child back; it is ended unless it may serve again. */
  void giveBack(Child child, boolean reusable) {
    boolean kept;
    synchronized (this) {
      busy.remove(child);
      kept = reusable && !closed && !settings.freshForEach() && child.process().isAlive();
      if (kept) {
        idle.addFirst(child);
      }
      notifyAll();
    }
    if (!kept) {
      child.process().close();
    }
  }

  /** How many children there are, to be looked at by tests. */
  synchronized int size() {
    return idle.size() + busy.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(child -> child.process().close());
    idle.clear();
    busy.forEach(child -> child.process().kill());
    notifyAll();
  }
}
