package io.trtdoctor.cli;

import io.trtdoctor.calibrator.ScaleCurve;
import io.trtdoctor.probe.CalibrationTimes;
import io.trtdoctor.probe.CalibrationTimes.Part;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do about a calibration that is out of line.
 *
 * <p>A part is if it takes more than half of a time beyond 5 s. The samples are too few if from
 * three quarters of them to all more than 5 % of the tensors change their scale by more than 10 %;
 * half of them are enough if from there to all no more than that do.
 */
final class CalibrationAdvice {
  private static final List<Part> AVOIDABLE =
      List.of(
          Part.DATA_AND_TRANSFER, Part.DATA, Part.TRANSFER, Part.INFERENCE, Part.POST_PROCESSING);
  private static final List<Part> FEWER_SAMPLES_SHORTEN =
      List.of(Part.DATA_AND_TRANSFER, Part.DATA, Part.TRANSFER, Part.INFERENCE);
  private static final double MOST_MOVED = 0.05;
  private static final double TOO_MUCH = 0.5;
  private static final double WORTH_SECONDS = 5;

  private final CalibrationTimes times;
  private final List<ScaleCurve.Point> curve;

  /**
   * @param curve over quarters of the samples, empty if it is not known
   */
  CalibrationAdvice(CalibrationTimes times, List<ScaleCurve.Point> curve) {
    this.times = times;
    this.curve = List.copyOf(curve);
  }

  /** The advice, empty if all is in line. */
  List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    tooFew().ifPresent(messages::add);
    for (Part part : AVOIDABLE) {
      if (isOutOfLine(part)) {
        messages.add(about(part));
      }
    }
    if (FEWER_SAMPLES_SHORTEN.stream().anyMatch(this::isOutOfLine)) {
      enough().ifPresent(messages::add);
    }
    return messages;
  }

  private boolean isOutOfLine(Part part) {
    return times.share(part) > TOO_MUCH && times.total() > WORTH_SECONDS;
  }

  private Message about(Part part) {
    return Message.of(
        "cli.calibrate.gpu.advice." + part.tag(),
        Decimals.percent(times.share(part)),
        times.batches());
  }

  private Optional<Message> tooFew() {
    return curve.stream()
        .reduce((first, last) -> last)
        .filter(point -> point.share() > MOST_MOVED)
        .map(
            point ->
                Message.of(
                    "cli.calibrate.gpu.advice.more",
                    point.samples(),
                    point.moved(),
                    point.tensors()));
  }

  private Optional<Message> enough() {
    List<ScaleCurve.Point> later = curve.subList(curve.size() / 2, curve.size());
    return later.stream()
        .findFirst()
        .filter(half -> later.stream().allMatch(point -> point.share() <= MOST_MOVED))
        .map(
            half ->
                Message.of(
                    "cli.calibrate.gpu.advice.enough",
                    half.samples(),
                    half.moved(),
                    half.tensors()));
  }
}
