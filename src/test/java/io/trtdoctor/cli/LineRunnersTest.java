package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineRunnersTest {
  private final List<String> events = new ArrayList<>();
  private final LineRunners runners = new LineRunners(Told::new);

  private final class Told implements ProbeRunner {
    private final String line;

    Told(String line) {
      this.line = line;
      events.add("start " + line);
    }

    @Override
    public Outcome run(Recipe recipe, Until until, Duration limit) {
      events.add("run " + line);
      return new Outcome.Built(Observations.none());
    }

    @Override
    public void close() {
      events.add("close " + line);
    }
  }

  private void run(String line) {
    Recipe recipe = Recipe.of(FileRef.ofHash("a".repeat(64)), line).build();
    runners.run(recipe, Until.finished(), Duration.ofMinutes(1));
  }

  @Test
  void aLineIsStartedOnceAndOnlyWhenItIsAskedOf() {
    run("8.6");
    run("8.6");
    assertThat(events).containsExactly("start 8.6", "run 8.6", "run 8.6");

    run("10.6");
    assertThat(events).endsWith("start 10.6", "run 10.6");
  }

  @Test
  void allThatWereStartedAreClosed() {
    run("8.6");
    run("10.6");
    runners.close();

    assertThat(events).contains("close 8.6", "close 10.6");
  }
}
