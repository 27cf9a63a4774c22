package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.data.NamedSample;
import io.trtdoctor.data.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstSamplesTest {
  private static final List<NamedSample> MANY =
      IntStream.range(0, 9).mapToObj(i -> new NamedSample("s" + i, Map.of())).toList();
  private static final Samples ALL = MANY::iterator;

  @Test
  void thereAreNoMoreThanAskedForHoweverOftenTheyAreGoneThrough() {
    Samples first = new FirstSamples(ALL, 4, Duration.ofDays(1));

    assertThat(first).containsExactlyElementsOf(MANY.subList(0, 4));
    assertThat(first).containsExactlyElementsOf(MANY.subList(0, 4));
  }

  @Test
  void whenTheTimeIsUpTheFirstIsStillThere() {
    Samples first = new FirstSamples(ALL, 4, Duration.ofNanos(-1));

    assertThat(first).containsExactly(MANY.get(0));
    assertThat(first).containsExactly(MANY.get(0));
  }
}
