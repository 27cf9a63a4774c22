package io.trtdoctor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trtdoctor.error.UsageException;
import java.nio.charset.StandardCharsets;

class LikeCommandFuzzTest {
  /** Any pasted text makes settings or a usage mistake; the same text in a log never fails. */
  @FuzzTest
  void anyTextIsACommandOrAMistake(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    try {
      assertThat(SettingsParser.ofCommand(text).notUnderstood()).doesNotContain("");
    } catch (UsageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(LogSettings.ofLine(text, "log:1")).isNotNull();
  }

  /** The same for the values of the two options with trtexec's own syntax. */
  @FuzzTest
  void anyValueIsRulesOrAMistake(byte[] content) {
    String value = new String(content, StandardCharsets.UTF_8);
    for (String option :
        new String[] {"--layerPrecisions", "--layerOutputTypes", "--minShapes", "--memPoolSize"}) {
      SettingsDraft draft = new SettingsDraft("");
      try {
        TrtexecDialect.take(new GivenOption(option, value), draft);
        assertThat(draft.settings().notUnderstood()).isEmpty();
      } catch (UsageException e) {
        assertThat(e.getMessage()).contains(option);
      }
    }
  }
}
