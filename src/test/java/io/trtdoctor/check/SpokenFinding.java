package io.trtdoctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.finding.Finding;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;

/** All that a finding says, in words: fails where a text is missing. */
final class SpokenFinding {
  private SpokenFinding() {}

  /** What a check finds, each finding said in every language on the way. */
  static List<Finding> examine(Check check, CaseInputs inputs) {
    List<Finding> findings = check.examine(inputs);
    for (Language language : Language.values()) {
      assertThat(findings)
          .allSatisfy(f -> assertThat(in(language, f)).doesNotContainPattern("\\{\\d}"));
    }
    return findings;
  }

  static String english(Finding finding) {
    return in(Language.EN, finding);
  }

  static String in(Language language, Finding finding) {
    List<Message> messages = new ArrayList<>();
    messages.add(finding.summary());
    messages.addAll(finding.reasoning());
    finding.remedies().forEach(remedy -> messages.add(remedy.title()));
    messages.addAll(finding.settledBy());
    return String.join("\n", messages.stream().map(Texts.in(language)::render).toList());
  }
}
