package io.trtdoctor.cli;

import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Builds one after the other and shows how far each has come, for which it has to hear what the
 * runner's children log.
 */
final class WatchedBuilds implements Consumer<LogMessage> {
  private final Session session;
  private final AtomicReference<Consumer<LogMessage>> listener =
      new AtomicReference<>(message -> {});

  WatchedBuilds(Session session) {
    this.session = session;
  }

  @Override
  public void accept(LogMessage message) {
    listener.get().accept(message);
  }

  /** Builds to the end. */
  Outcome run(ProbeRunner runner, Recipe recipe, Duration limit) {
    try (BuildProgress progress = BuildProgress.of(recipe, session)) {
      listener.set(progress);
      return runner.run(recipe, Until.finished(), limit);
    } finally {
      listener.set(message -> {});
    }
  }
}
