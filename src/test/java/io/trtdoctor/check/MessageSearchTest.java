package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessageSearchTest {
  private static final Pattern NODE = Pattern.compile("node (\\w+)");

  @Test
  void aMessageSearchedAgainGivesTheSame() {
    assertThat(MessageSearch.find("for node a", NODE)).map(MatchResult::end).hasValue(10);
    assertThat(MessageSearch.find("for node a", NODE)).map(found -> found.group(1)).hasValue("a");
    assertThat(MessageSearch.find("for layer a", NODE)).isEmpty();
    assertThat(MessageSearch.find("for layer a", NODE)).isEmpty();
  }

  @Test
  void patternsOfOneTextAreNotMixedUp() {
    assertThat(MessageSearch.find("two words", Pattern.compile("words"))).isPresent();
    assertThat(MessageSearch.find("two words", Pattern.compile("WORDS"))).isEmpty();
  }

  @Test
  void moreMessagesThanAreRememberedAreSearchedAllTheSame() {
    for (int i = 0; i < 3000; i++) {
      assertThat(MessageSearch.find("for node n" + i, NODE))
          .map(found -> found.group(1))
          .hasValue("n" + i);
    }
  }
}
