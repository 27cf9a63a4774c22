package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Remedy.Tool;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {
  @Test
  void namesOfTheCaseStandInTheSnippets() {
    Remedy remedy = Remedies.of("two-phase-calibration", Map.of("layer", "/stem/Conv"));

    assertThat(remedy.snippets().get(Tool.TRTEXEC)).contains("--layerPrecisions='/stem/Conv:fp16'");
  }

  @Test
  void aNameThatWouldBreakOutOfItsQuotesIsNotPutIn() {
    Remedy remedy = Remedies.of("two-phase-calibration", Map.of("layer", "'; rm -rf $HOME; '"));

    assertThat(remedy.snippets().get(Tool.TRTEXEC)).contains("'LAYER_NAME:fp16'");
  }

  @Test
  void anUnknownRemedyIsABug() {
    assertThatThrownBy(() -> Remedies.of("pray")).hasMessageContaining("pray");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aTitleHasWordsInEveryLanguage(Language language) {
    Remedy remedy = Remedies.of("two-phase-calibration");

    assertThat(Texts.in(language).render(remedy.title())).contains("INT8");
  }
}
