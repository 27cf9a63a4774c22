package io.trtdoctor.report;

import io.trtdoctor.escape.Printable;
import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.CpuPrediction.PredictedTensor;
import io.trtdoctor.text.Texts;
import java.util.List;

/**
 * What was predicted on the CPU, in words.
 *
 * @param summary what was run
 * @param compared how the cache's scales are beside ours; empty without a cache
 * @param rows in the order of {@link CpuPrediction#shown}
 */
public record PredictionView(String summary, String compared, List<RowView> rows) {
  public PredictionView {
    rows = List.copyOf(rows);
  }

  /**
   * A tensor.
   *
   * @param sqnr in decibels
   * @param cached its scale in the cache, empty without one
   * @param difference by how much ours is off, empty where there is nothing to compare with
   * @param far whether that is much
   */
  public record RowView(
      String name,
      String scale,
      String threshold,
      String clipped,
      String sqnr,
      String cached,
      String difference,
      boolean far) {}

  static PredictionView of(CpuPrediction prediction, Texts texts) {
    String summary =
        texts.text(
            "report.prediction.summary",
            prediction.samples(),
            Printable.line(prediction.data()),
            prediction.calibrator(),
            prediction.tensors());
    String compared =
        prediction
            .cache()
            .map(
                cache ->
                    texts.text(
                        "report.prediction." + cache.tag(),
                        prediction.differing(),
                        prediction.compared()))
            .orElse("");
    return new PredictionView(
        summary, compared, prediction.shown().stream().map(tensor -> row(tensor, texts)).toList());
  }

  private static RowView row(PredictedTensor tensor, Texts texts) {
    return new RowView(
        Printable.line(tensor.tensor().value()),
        Numbers.scale(tensor.scale()),
        Numbers.number(tensor.threshold()),
        Numbers.percent(tensor.clipped()),
        Double.isFinite(tensor.decibels())
            ? Numbers.number(tensor.decibels())
            : texts.text("report.prediction.no-loss"),
        tensor.cached().map(Numbers::scale).orElse(""),
        tensor.difference().map(Numbers::percent).orElse(""),
        tensor.isFar());
  }
}
