package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "triag x.log | Did you mean triage",
        "triage --jsn x.log | Did you mean --json",
        "diagnose m.onnx --int9 | Did you mean --int8",
        "cache shwo x | Did you mean show",
        "--lnag en | Did you mean --lang",
      })
  void aWordMistypedIsAnsweredWithTheLikeliestOne(String line, String suggestion) {
    Tool tool = Tool.run(line.split(" "));

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains(suggestion);
    assertThat(tool.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "triage",
        "diagnose",
        "inspect",
        "cache",
        "cache check",
        "cache diff a.cache",
        "explain a b",
        "triage a.log --lang fr",
        "triage a.log --lang",
        "diagnose m.onnx --cache a --cache b",
        "diagnose m.onnx --precision-constraints perhaps",
        "diagnose m.onnx --calibrator best"
      })
  void aCommandLineThatMakesNoSenseIsRefusedInAFewLines(String line) {
    Tool tool = Tool.run(line.split(" "));

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).startsWith("trt-doctor: ").hasLineCount(lines(tool.err()));
    assertThat(tool.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(tool.out()).isEmpty();
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(Tool.run("diagnose").err()).contains("MODEL.onnx").contains("diagnose --help");
  }

  @Test
  void usageErrorsAreToldInChineseToo() {
    Tool tool = Tool.runIn(Map.of("LC_ALL", "zh_CN.UTF-8"), "triage", "--jsn", "a.log");

    assertThat(tool.err()).contains("没有选项 --jsn").contains("--json");
  }

  @Test
  void withoutACommandTheHelpGoesToStandardError() {
    Tool tool = Tool.run();

    assertThat(tool.exitCode()).isEqualTo(2);
    assertThat(tool.err()).contains("triage").contains("diagnose");
    assertThat(tool.out()).isEmpty();
  }

  @Test
  void anArgumentThatStartsWithAnAtSignIsAFileNameLikeAnyOther() {
    Tool tool = Tool.run("triage", "@no-such-file");

    assertThat(tool.exitCode()).isEqualTo(3);
    assertThat(tool.err()).contains("@no-such-file");
  }

  @Test
  void theVersionIsPrintedWithTheJavaVersion() {
    Tool tool = Tool.run("--version");

    assertThat(tool.exitCode()).isZero();
    assertThat(tool.out()).matches("trt-doctor \\d+\\.\\d+\\.\\d+.* \\(Java .*\\)\n");
  }
}
