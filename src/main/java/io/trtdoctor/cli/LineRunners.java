package io.trtdoctor.cli;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Has each recipe run by its TensorRT line, which starts when it is first asked of. */
final class LineRunners implements ProbeRunner {
  private final Function<String, ProbeRunner> start;
  private final Map<String, ProbeRunner> started = new ConcurrentHashMap<>();

  /**
   * @param start makes the runner of a line, for example {@code 8.6}; closed with this
   */
  LineRunners(Function<String, ProbeRunner> start) {
    this.start = start;
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit) {
    return runner(recipe).run(recipe, until, limit);
  }

  @Override
  public Outcome run(Recipe recipe, Until until, Duration limit, int time) {
    return runner(recipe).run(recipe, until, limit, time);
  }

  private ProbeRunner runner(Recipe recipe) {
    return started.computeIfAbsent(recipe.line(), start);
  }

  @Override
  public void close() {
    started.values().forEach(ProbeRunner::close);
  }
}
