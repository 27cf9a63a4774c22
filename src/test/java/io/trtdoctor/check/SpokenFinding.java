package io.trtdoctor.check;

import io.trtdoctor.finding.Finding;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;

/** All that a finding says, in words: fails where a text is missing. */
final class SpokenFinding {
  private SpokenFinding() {}

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
