package io.trtdoctor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void aKeyWithoutACatalogueIsRefused() {
    assertThatThrownBy(() -> Message.of("title")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownKeyIsABugThatNamesItself() {
    assertThatThrownBy(() -> Texts.in(Language.EN).text("no.such-key"))
        .hasMessageContaining("no.such-key");
  }

  @Test
  void argumentsStandWhereThePlaceholdersAre() {
    assertThat(Texts.fill("{1} before {0}, {2} stays", "a", "b"))
        .isEqualTo("b before a, {2} stays");
  }

  @Test
  void bracesOfALogLineAreNotTakenForPlaceholders() {
    assertThat(Texts.fill("saw {0}", "Quantization(scale: {0,})"))
        .isEqualTo("saw Quantization(scale: {0,})");
  }
}
