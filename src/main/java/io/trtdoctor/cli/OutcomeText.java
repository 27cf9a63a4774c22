package io.trtdoctor.cli;

import io.trtdoctor.probe.Outcome;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;

/** What an outcome tells beyond its log. */
final class OutcomeText {
  private OutcomeText() {}

  static List<Message> of(Outcome outcome) {
    List<Message> remarks = new ArrayList<>();
    if (outcome instanceof Outcome.Crashed crashed) {
      remarks.add(
          Message.of("cli.gpu.crashed", crashed.death().describe(), crashed.lastLine().strip()));
      if (!crashed.observations().files().isEmpty()) {
        remarks.add(
            Message.of("cli.gpu.crash-files", String.join(" ", crashed.observations().files())));
      }
    } else if (outcome instanceof Outcome.Hung hung) {
      remarks.add(Message.of("cli.gpu.hung", hung.limit().toSeconds()));
    } else if (outcome instanceof Outcome.Unresolved unresolved) {
      remarks.add(Message.of("cli.gpu.unresolved", unresolved.reason()));
    }
    return remarks;
  }
}
