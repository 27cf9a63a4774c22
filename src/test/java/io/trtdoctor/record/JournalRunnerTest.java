package io.trtdoctor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.probe.FileRef;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRunnerTest {
  private static final Recipe RECIPE = Recipe.of(FileRef.ofHash("a".repeat(64)), "8.6").build();
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @TempDir Path folder;

  private static Outcome failed(String symptom) {
    return new Outcome.Failed(symptom, Observations.none());
  }

  /** Answers with these outcomes, one after the other, and with an error once they are used up. */
  private static ProbeRunner answering(Outcome... outcomes) {
    Deque<Outcome> left = new ArrayDeque<>(List.of(outcomes));
    return new ProbeRunner() {
      @Override
      public Outcome run(Recipe recipe, Until until, Duration limit) {
        return left.removeFirst();
      }

      @Override
      public void close() {}
    };
  }

  private JournalRunner journal(Outcome... outcomes) {
    return JournalRunner.of(answering(outcomes), folder.resolve("probes.gz"));
  }

  private static Outcome run(ProbeRunner runner, int time) {
    return runner.run(RECIPE, Until.finished(), LIMIT, time);
  }

  @Test
  void whatIsInTheJournalIsNotRunAgain() {
    try (JournalRunner first = journal(failed("x"))) {
      run(first, 1);
      assertThat(run(first, 1)).isEqualTo(failed("x"));
    }
    try (JournalRunner resumed = journal()) {
      assertThat(run(resumed, 1)).isEqualTo(failed("x"));
      assertThat(resumed.runs()).isZero();
    }
  }

  @Test
  void whatWasAnsweredIsReadBackFromTheFileAndNotHeldInMemory() {
    Outcome one = failed("one");
    Outcome other = failed("other");
    Recipe otherRecipe = RECIPE.toBuilder().optimizationLevel(1).build();
    try (JournalRunner journal = journal(one, other)) {
      run(journal, 1);
      journal.run(otherRecipe, Until.finished(), LIMIT);

      assertThat(run(journal, 1)).isEqualTo(one).isNotSameAs(one);
      assertThat(journal.run(otherRecipe, Until.finished(), LIMIT))
          .isEqualTo(other)
          .isNotSameAs(other);
    }
  }

  @Test
  void whatFollowsATornMemberIsFoundWhereItWasWritten() throws Exception {
    Path file = folder.resolve("probes.gz");
    try (JournalRunner first = journal(failed("x"), failed("torn"))) {
      run(first, 1);
      long whole = Files.size(file);
      run(first, 2);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, (int) whole + 20));
    }
    try (JournalRunner resumed = journal(failed("y"))) {
      assertThat(run(resumed, 2)).isEqualTo(failed("y"));
      assertThat(run(resumed, 1)).isEqualTo(failed("x"));
      assertThat(run(resumed, 2)).isEqualTo(failed("y"));
    }
  }

  @Test
  void anOutcomeIsOnTheDiskWhenItIsHandedOver() throws Exception {
    try (JournalRunner journal = journal(failed("x"))) {
      run(journal, 1);

      assertThat(RecordingReader.read(folder.resolve("probes.gz"))).hasSize(1);
      assertThat(Files.size(folder.resolve("probes.gz"))).isPositive();
    }
  }

  @Test
  void anotherTimeOfTheSameProbeIsRunOnceMore() {
    try (JournalRunner journal = journal(failed("x"), failed("y"))) {
      assertThat(run(journal, 1)).isEqualTo(failed("x"));
      assertThat(run(journal, 2)).isEqualTo(failed("y"));
    }
    try (JournalRunner resumed = journal()) {
      assertThat(run(resumed, 2)).isEqualTo(failed("y"));
    }
  }

  @Test
  void aProbeThatSaidNothingIsRunAgain() {
    try (JournalRunner first = journal(Outcome.unresolved(Message.of("probe.closed")))) {
      run(first, 1);
    }
    try (JournalRunner resumed = journal(failed("x"))) {
      assertThat(run(resumed, 1)).isEqualTo(failed("x"));
      assertThat(resumed.runs()).isEqualTo(1);
    }
  }
}
