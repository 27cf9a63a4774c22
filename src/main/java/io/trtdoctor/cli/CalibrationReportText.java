package io.trtdoctor.cli;

import io.trtdoctor.calibration.CacheDiff.Change;
import io.trtdoctor.calibration.ScaleComparison;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.CalibrationTimes;
import io.trtdoctor.probe.CalibrationTimes.Part;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.util.ArrayList;
import java.util.List;

/** What a calibration on a GPU came to, in words. */
final class CalibrationReportText {
  private static final String KEY = CalibrationReport.KEY;
  private static final int MOST_NAMED = 10;

  private final CalibrationReport report;
  private final Texts texts;

  CalibrationReportText(CalibrationReport report, Texts texts) {
    this.report = report;
    this.texts = texts;
  }

  String all() {
    List<String> lines = new ArrayList<>();
    TerminalWords words = new TerminalWords(texts, false);
    builds().forEach(message -> lines.add(words.of(message)));
    lines.addAll(spent());
    judged().forEach(message -> lines.add(words.of(message)));
    lines.addAll(apart());
    curve().forEach(message -> lines.add(words.of(message)));
    report.advice().forEach(message -> lines.add(words.of(message)));
    return String.join("\n", lines);
  }

  private List<Message> builds() {
    List<Message> messages = new ArrayList<>();
    GpuCalibration made = report.made();
    made.phases()
        .forEach(
            (name, outcome) ->
                messages.add(Message.of(KEY + name, CalibrationReport.how(outcome))));
    if (made.whole() instanceof Outcome.Unresolved) {
      return messages;
    }
    messages.addAll(data());
    if (made.cache().isEmpty()) {
      messages.add(Message.of(KEY + "no-cache"));
    }
    if (!made.isBuilt()) {
      messages.add(Message.of(KEY + "diagnose"));
    }
    return messages;
  }

  private List<Message> data() {
    Batches batches = report.data().calibration();
    List<Message> messages = new ArrayList<>();
    messages.add(Message.of(KEY + "batches", report.times().batches(), batches.count()));
    DataInput.madeUp(batches).ifPresent(messages::add);
    DataInput.leftOver(report.given().leftOver()).ifPresent(messages::add);
    return messages;
  }

  private List<String> spent() {
    return report.times().longest().map(this::spent).orElse(List.of());
  }

  private List<String> spent(Part longest) {
    CalibrationTimes times = report.times();
    List<String> lines = new ArrayList<>();
    lines.add(
        texts.render(
            Message.of(
                KEY + "times",
                Decimals.seconds(times.total()),
                Message.of(KEY + longest.tag()),
                Decimals.percent(times.share(longest)))));
    Table table = new Table();
    times
        .seconds()
        .forEach((part, time) -> table.row(Decimals.seconds(time), texts.text(KEY + part.tag())));
    lines.addAll(table.lines(2));
    return lines;
  }

  private List<Message> judged() {
    List<Message> messages = new ArrayList<>();
    report.made().phases().forEach((name, outcome) -> judged(name, outcome, messages));
    messages.add(messages.isEmpty() ? Message.of(KEY + "not-run") : samples());
    return messages;
  }

  private void judged(String name, Outcome outcome, List<Message> messages) {
    report
        .made()
        .difference(outcome)
        .map(by -> Message.of(KEY + "difference", Message.of(KEY + name + ".name"), words(by)))
        .ifPresent(messages::add);
  }

  private Message samples() {
    return report.data().samples() instanceof Batches.Synthetic made
        ? Message.of(KEY + "on-synthetic", made.count(), made.distribution().tag(), made.seed())
        : Message.of(KEY + "on-held-back", report.data().samples().count());
  }

  private static Message words(OutputDifference difference) {
    if (difference instanceof OutputDifference.Measured by) {
      return Message.of(
          KEY + "measured",
          Decimals.significant(by.relativeL2()),
          Decimals.significant(by.cosine()),
          Decimals.significant(by.maxAbsolute()),
          by.topOneAgreement().isPresent()
              ? Decimals.percent(by.topOneAgreement().getAsDouble())
              : "-");
    }
    return ((OutputDifference.Incomparable) difference).reason();
  }

  private List<String> apart() {
    return report.comparison().map(this::apart).orElse(List.of());
  }

  private List<String> apart(ScaleComparison scales) {
    List<Change> apart = scales.apart();
    List<String> lines = new ArrayList<>();
    lines.add(texts.render(Message.of(KEY + "apart", scales.compared(), apart.size())));
    if (!apart.isEmpty()) {
      Table table = new Table().row("CPU", "TensorRT", texts.text("cli.cache.tensor"));
      apart.stream().limit(MOST_NAMED).forEach(change -> row(table, change));
      lines.addAll(table.lines(2));
    }
    if (apart.size() > MOST_NAMED) {
      lines.add(texts.render(Message.of(KEY + "more-apart", apart.size() - MOST_NAMED)));
    }
    return lines;
  }

  private static void row(Table table, Change change) {
    table.row(Decimals.of(change.first()), Decimals.of(change.second()), change.tensor().value());
  }

  private List<Message> curve() {
    return report.curve().stream()
        .map(point -> Message.of(KEY + "curve", point.samples(), point.moved(), point.tensors()))
        .toList();
  }
}
