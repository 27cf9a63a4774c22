package io.trtdoctor.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.calibrator.ScaleDrift;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.data.GivenData;
import io.trtdoctor.graph.ParserTensors;
import io.trtdoctor.model.CalibrationAlgorithm;
import io.trtdoctor.model.TensorRtVersion;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What a calibration on the CPU came to, in words and as JSON. */
final class CalibrationText {
  private static final int WORST = 10;
  private static final double NANOS = 1e9;

  /** What the order of a sum's terms makes of it, some ten roundings of a float. */
  private static final double ROUNDING = 1e-6;

  private final Texts texts;
  private final GivenData data;
  private final CpuCalibration calibration;
  private final CalibrationAlgorithm algorithm;
  private final TensorRtVersion reader;
  private final Optional<ScaleDrift> lastQuarter;

  CalibrationText(
      Texts texts,
      GivenData data,
      CpuCalibration calibration,
      CalibrationAlgorithm algorithm,
      TensorRtVersion reader,
      Optional<ScaleDrift> lastQuarter) {
    this.texts = texts;
    this.data = data;
    this.calibration = calibration;
    this.algorithm = algorithm;
    this.reader = reader;
    this.lastQuarter = lastQuarter;
  }

  String summary() {
    List<String> lines = new ArrayList<>();
    headline().forEach(message -> lines.add(texts.render(message)));
    List<TensorCalibration> worst = calibration.worst().stream().limit(WORST).toList();
    if (!worst.isEmpty()) {
      lines.add(texts.text("cli.calibrate.worst"));
      lines.addAll(table(worst).lines(2));
    }
    return String.join("\n", lines);
  }

  private List<Message> headline() {
    List<Message> messages = new ArrayList<>();
    messages.add(
        Message.of(
            "cli.calibrate.done",
            calibration.tensors().size(),
            calibration.samples(),
            algorithm.className(),
            reader.toString()));
    messages.add(
        Message.of(
            "cli.calibrate.times",
            seconds(calibration.times().data()),
            seconds(calibration.times().inference()),
            seconds(calibration.times().listening()),
            seconds(calibration.afterwards())));
    lastQuarter.map(this::moved).ifPresent(messages::add);
    DataInput.madeUp(data.batches()).ifPresent(messages::add);
    DataInput.leftOver(data.leftOver()).ifPresent(messages::add);
    messages.addAll(added());
    messages.addAll(faults());
    return messages;
  }

  /** What the cache lacks of the tensors that TensorRT's parser adds. */
  private List<Message> added() {
    ParserTensors added = calibration.added();
    if (!ParserTensors.isKnown(reader)) {
      return List.of(Message.of("cli.calibrate.parser-unknown", reader.toString()));
    }
    if (added.nameless() == 0) {
      return List.of();
    }
    return List.of(
        added
            .lostAt()
            .map(
                layer ->
                    Message.of(
                        "cli.calibrate.nameless",
                        added.nameless(),
                        layer.operator(),
                        layer.name().value()))
            .orElseGet(() -> Message.of("cli.calibrate.nameless-open", added.nameless())));
  }

  private Message moved(ScaleDrift drift) {
    return Message.of(
        "cli.calibrate.drift",
        drift.samples(),
        calibration.samples(),
        drift.tensors(),
        Decimals.percent(drift.median()),
        Decimals.percent(drift.most()),
        drift.mostOf().value(),
        drift.far());
  }

  private List<Message> faults() {
    List<Message> messages = new ArrayList<>();
    count(t -> t.histogram().notFinite() > 0, "cli.calibrate.not-finite").ifPresent(messages::add);
    count(this::isZeroInEverySample, "cli.calibrate.zero").ifPresent(messages::add);
    if (algorithm != CalibrationAlgorithm.MIN_MAX) {
      count(t -> isClose(t.histogram().margin()), "cli.calibrate.tie").ifPresent(messages::add);
    }
    return messages;
  }

  /** Constants, such as biases, may well be zero. */
  private boolean isZeroInEverySample(TensorCalibration tensor) {
    return tensor.histogram().largest() == 0
        && calibration.added().named().stream()
            .noneMatch(made -> made.isConstant() && made.name().equals(tensor.tensor()));
  }

  /** Equal to the bit are values that no sum makes, such as the ones of padding. */
  private static boolean isClose(double margin) {
    return margin > 0 && margin < ROUNDING;
  }

  /** How many tensors are like that, and the first; empty if none is. */
  private Optional<Message> count(Predicate<TensorCalibration> like, String key) {
    List<TensorCalibration> found = calibration.tensors().stream().filter(like).toList();
    return found.stream()
        .findFirst()
        .map(first -> Message.of(key, found.size(), first.tensor().value()));
  }

  private Table table(List<TensorCalibration> tensors) {
    Table table =
        new Table()
            .row(
                texts.text("cli.calibrate.sqnr"),
                texts.text("cli.calibrate.clipped"),
                texts.text("cli.cache.scale"),
                texts.text("cli.calibrate.threshold"),
                texts.text("cli.calibrate.largest"),
                texts.text("cli.cache.tensor"));
    for (TensorCalibration tensor : tensors) {
      table.row(
          String.format(Locale.ROOT, "%.1f", tensor.loss().decibels()),
          String.format(Locale.ROOT, "%.2f%%", 100 * tensor.loss().clipped()),
          Decimals.of(tensor.scale()),
          Decimals.significant(tensor.threshold().value()),
          Decimals.significant(tensor.histogram().largest()),
          tensor.tensor().value());
    }
    return table;
  }

  String json(String model) {
    return JsonText.object(
        json -> {
          json.writeNumberField("schemaVersion", 1);
          json.writeStringField("model", model);
          json.writeStringField("calibrator", algorithm.className());
          json.writeStringField("version", reader.toString());
          json.writeBooleanField("synthetic", data.batches() instanceof Batches.Synthetic);
          json.writeNumberField("samples", calibration.samples());
          json.writeNumberField("addedByParser", calibration.added().named().size());
          json.writeNumberField("withoutName", calibration.added().nameless());
          json.writeObjectFieldStart("seconds");
          json.writeNumberField("data", calibration.times().data().toNanos() / NANOS);
          json.writeNumberField("inference", calibration.times().inference().toNanos() / NANOS);
          json.writeNumberField("histograms", calibration.times().listening().toNanos() / NANOS);
          json.writeNumberField("afterwards", calibration.afterwards().toNanos() / NANOS);
          json.writeEndObject();
          drift(json);
          JsonText.list(
              json,
              "tensors",
              calibration.tensors(),
              tensor -> {
                json.writeStartObject();
                TensorsFile.members(json, tensor);
                json.writeEndObject();
              });
        });
  }

  private void drift(JsonGenerator json) throws IOException {
    if (lastQuarter.isEmpty()) {
      json.writeNullField("lastQuarter");
      return;
    }
    ScaleDrift drift = lastQuarter.get();
    json.writeObjectFieldStart("lastQuarter");
    json.writeNumberField("tensors", drift.tensors());
    Decimals.write(json, "medianChange", drift.median());
    Decimals.write(json, "greatestChange", drift.most());
    json.writeStringField("greatestChangeOf", drift.mostOf().value());
    json.writeNumberField("far", drift.far());
    json.writeEndObject();
  }

  private static String seconds(Duration duration) {
    return Decimals.seconds(duration.toNanos() / NANOS);
  }
}
