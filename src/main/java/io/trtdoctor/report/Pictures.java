package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pictures of a report, each empty or one.
 *
 * @param network the whole network, then what is around the fault
 * @param phases of the build, on a time axis
 * @param scales of all tensors
 * @param probes what was asked, as a tree
 * @param fallbacks latency against error
 * @param histograms of the tensors that the prediction shows, in its order
 */
public record Pictures(
    List<PictureView> network,
    List<PictureView> phases,
    List<PictureView> scales,
    List<PictureView> probes,
    List<PictureView> fallbacks,
    List<PictureView> histograms) {
  public Pictures {
    network = List.copyOf(network);
    phases = List.copyOf(phases);
    scales = List.copyOf(scales);
    probes = List.copyOf(probes);
    fallbacks = List.copyOf(fallbacks);
    histograms = List.copyOf(histograms);
  }

  /** Draws them for a report and its view. */
  public static Pictures of(CaseReport report, ReportView view) {
    Texts texts = report.texts();
    Diagnosis diagnosis = report.diagnosis();
    BuildDiagnosis build = report.worstBuild();
    return new Pictures(
        diagnosis.network().map(network -> network(report, network)).orElse(List.of()),
        PhaseAxis.of(build.phases(), texts).stream().toList(),
        ScaleAxis.of(build.scales(), diagnosis.network(), texts).stream().toList(),
        view.experiment().stream().flatMap(found -> ProbeTree.of(found, texts).stream()).toList(),
        FallbackChart.of(diagnosis.experiment().fallbacks(), texts).stream().toList(),
        diagnosis.prediction().map(known -> histograms(known, texts)).orElse(List.of()));
  }

  private static List<PictureView> histograms(CpuPrediction prediction, Texts texts) {
    return IntStream.range(0, prediction.shown().size())
        .mapToObj(
            i -> HistogramPicture.of("histogram-" + (i + 1), prediction.shown().get(i), texts))
        .toList();
  }

  private static List<PictureView> network(CaseReport report, Network network) {
    Diagnosis diagnosis = report.diagnosis();
    BuildDiagnosis build = report.worstBuild();
    FaultPlace place = new FaultPlace(diagnosis, build, network);
    LayerTable layers = new LayerTable(diagnosis, build, report.ownBuild().engine());
    return Stream.concat(
            Stream.of(BlockStrip.of(network, place, layers, report.texts())),
            NeighbourhoodPicture.of(network, place, layers, build.scales(), report.texts())
                .stream())
        .toList();
  }
}
