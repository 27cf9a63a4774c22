package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.text.Language;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "LANG, zh_CN.UTF-8, ZH",
    "LANG, zh_TW, ZH",
    "LC_ALL, zh_CN.GB18030, ZH",
    "LC_MESSAGES, zh, ZH",
    "LANG, en_US.UTF-8, EN",
    "LANG, C.UTF-8, EN",
    "LANG, '', EN",
    "LANG, de_DE, EN",
  })
  void theLocaleDecides(String variable, String value, Language expected) {
    assertThat(LanguageChoice.of(new String[] {"env"}, Map.of(variable, value)))
        .isEqualTo(expected);
  }

  @Test
  void theStrongestVariableThatIsSetCounts() {
    Map<String, String> environment = Map.of("LC_ALL", "en_US.UTF-8", "LANG", "zh_CN.UTF-8");

    assertThat(LanguageChoice.of(new String[] {"env"}, environment)).isEqualTo(Language.EN);
  }

  @ParameterizedTest
  @CsvSource({"--lang=zh, ZH", "--lang zh, ZH", "--lang=EN, EN"})
  void theOptionBeatsTheLocale(String option, Language expected) {
    String[] args = ("triage a.log " + option).split(" ");
    String other = expected == Language.EN ? "zh_CN" : "en_US";

    assertThat(LanguageChoice.of(args, Map.of("LANG", other))).isEqualTo(expected);
  }
}
