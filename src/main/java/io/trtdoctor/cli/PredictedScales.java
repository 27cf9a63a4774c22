package io.trtdoctor.cli;

import io.trtdoctor.calibrator.Histogram;
import io.trtdoctor.calibrator.TensorCalibration;
import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.CpuPrediction.Cache;
import io.trtdoctor.finding.CpuPrediction.PredictedTensor;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Subject;
import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Scale;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The scales of a {@link CpuForecast} beside those of the case's cache.
 *
 * @param from where the cache comes from
 * @param cached its scales, empty without a cache
 */
record PredictedScales(CpuForecast forecast, Optional<Cache> from, Map<TensorName, Scale> cached) {
  private static final int BARS = 128;
  private static final int MOST_OF_A_KIND = 10;

  /** A cache that was given counts more than one that TensorRT wrote. */
  static PredictedScales of(
      CpuForecast forecast, Optional<CalibrationCache> given, Optional<CalibrationCache> built) {
    Optional<Cache> from =
        given.map(cache -> Cache.GIVEN).or(() -> built.map(cache -> Cache.BUILT));
    return new PredictedScales(
        forecast, from, given.or(() -> built).map(CalibrationCache::scales).orElse(Map.of()));
  }

  private List<TensorCalibration> tensors() {
    return forecast.calibration().map(CpuCalibration::tensors).orElse(List.of());
  }

  /** What there is to say of them. */
  List<Message> notes() {
    List<Message> notes = new ArrayList<>(forecast.notes());
    forecast.calibration().ifPresent(calibration -> notes.add(predicted(calibration)));
    List<TensorCalibration> far = differing().toList();
    if (!far.isEmpty()) {
      String where = from.orElseThrow().tag();
      notes.add(
          Message.of(
              "cli.forecast.differ-" + where, far.size(), compared(), far.get(0).tensor().value()));
    }
    return notes;
  }

  private Message predicted(CpuCalibration calibration) {
    return calibration.worst().stream()
        .findFirst()
        .map(
            worst ->
                Message.of(
                    "cli.forecast.done",
                    calibration.samples(),
                    calibration.tensors().size(),
                    worst.tensor().value(),
                    String.format(Locale.ROOT, "%.1f", worst.loss().decibels())))
        .orElseGet(
            () ->
                Message.of(
                    "cli.forecast.nothing-lost",
                    calibration.samples(),
                    calibration.tensors().size()));
  }

  /**
   * The same as data, empty if nothing was calibrated.
   *
   * @param findings the tensors that these name are among those shown
   */
  Optional<CpuPrediction> prediction(List<Finding> findings) {
    return forecast
        .calibration()
        .map(
            calibration ->
                new CpuPrediction(
                    forecast.algorithm().className(),
                    forecast.data(),
                    calibration.samples(),
                    calibration.tensors().size(),
                    from,
                    compared(),
                    (int) differing().count(),
                    shown(calibration, findings).map(this::tensor).toList()));
  }

  private int compared() {
    return (int) tensors().stream().filter(t -> cached.containsKey(t.tensor())).count();
  }

  /** Those that differ, most first. */
  private Stream<TensorCalibration> differing() {
    return tensors().stream()
        .filter(tensor -> cached.containsKey(tensor.tensor()))
        .filter(tensor -> tensor.scale().isFurtherFrom(beside(tensor), CpuPrediction.FAR))
        .sorted(Comparator.comparing(this::difference).reversed());
  }

  private double difference(TensorCalibration tensor) {
    return tensor.scale().differenceFrom(beside(tensor));
  }

  private Scale beside(TensorCalibration tensor) {
    return cached.get(tensor.tensor());
  }

  private Stream<TensorCalibration> shown(CpuCalibration calibration, List<Finding> findings) {
    Map<TensorName, TensorCalibration> known =
        calibration.tensors().stream()
            .collect(Collectors.toMap(TensorCalibration::tensor, Function.identity()));
    Set<TensorCalibration> shown =
        calibration.worst().stream()
            .limit(MOST_OF_A_KIND)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    findings.stream()
        .flatMap(finding -> finding.subjects().stream())
        .filter(subject -> subject.kind() == Subject.Kind.TENSOR)
        .map(subject -> TensorName.of(subject.name()))
        .distinct()
        .filter(known::containsKey)
        .limit(MOST_OF_A_KIND)
        .forEach(tensor -> shown.add(known.get(tensor)));
    differing().limit(MOST_OF_A_KIND).forEach(shown::add);
    return shown.stream();
  }

  private PredictedTensor tensor(TensorCalibration tensor) {
    return new PredictedTensor(
        tensor.tensor(),
        tensor.scale(),
        tensor.threshold().value(),
        tensor.loss().clipped(),
        tensor.loss().decibels(),
        tensor.histogram().range(),
        bars(tensor.histogram()),
        Optional.ofNullable(cached.get(tensor.tensor())),
        tensor.copiedFrom());
  }

  private static List<Long> bars(Histogram histogram) {
    long[] counts = histogram.counts();
    int bins = counts.length / BARS;
    return IntStream.range(0, BARS)
        .mapToObj(bar -> IntStream.range(0, bins).mapToLong(i -> counts[bar * bins + i]).sum())
        .toList();
  }
}
