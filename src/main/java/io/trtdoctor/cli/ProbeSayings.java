package io.trtdoctor.cli;

import io.trtdoctor.experiment.Laboratory;
import io.trtdoctor.finding.ProbeSummary;
import io.trtdoctor.text.Message;
import java.util.Locale;

/** Says each question as it is asked, and each answer as it comes. */
final class ProbeSayings implements Laboratory.Listener {
  private final Session session;

  ProbeSayings(Session session) {
    this.session = session;
  }

  @Override
  public void asking(Message question) {
    session.say(Message.of("cli.probe.asking", question));
  }

  @Override
  public void answered(ProbeSummary probe) {
    session.say(
        Message.of(
            "cli.probe.answered",
            probe.number(),
            Message.of("cli.probe.answer." + probe.answer().tag()),
            String.format(Locale.ROOT, "%.1f", probe.seconds()),
            probe.outcome()));
  }

  @Override
  public void expecting(int candidates, int probes) {
    session.say(Message.of("cli.probe.expecting", candidates, probes));
  }
}
