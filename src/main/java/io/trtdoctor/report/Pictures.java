package io.trtdoctor.report;

import io.trtdoctor.finding.BuildDiagnosis;
import io.trtdoctor.finding.CpuPrediction;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.model.Network;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pictures of a report, each empty or one.
 *
 * @param network the whole network, then what is around the fault
 * @param wide more of what is around it, to be folded out
 * @param phases of the build, on a time axis
 * @param scales of all tensors
 * @param probes what was asked, as a tree
 * @param fallbacks latency against error
 * @param histograms of the tensors that the prediction shows, in its order
 */
public record Pictures(
    List<PictureView> network,
    List<PictureView> wide,
    List<PictureView> phases,
    List<PictureView> scales,
    List<PictureView> probes,
    List<PictureView> fallbacks,
    List<PictureView> histograms) {
  public Pictures {
    network = List.copyOf(network);
    wide = List.copyOf(wide);
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
    Optional<OfNetwork> drawn = diagnosis.network().map(n -> OfNetwork.of(report, n));
    return new Pictures(
        drawn.stream().flatMap(OfNetwork::stripAndNear).toList(),
        drawn.flatMap(known -> known.around().wide()).stream().toList(),
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

  /** Those that need a network. */
  private record OfNetwork(PictureView strip, NeighbourhoodPicture around) {
    static OfNetwork of(CaseReport report, Network network) {
      FaultPlace place = new FaultPlace(report.diagnosis(), report.worstBuild(), network);
      LayerTable layers =
          new LayerTable(report.diagnosis(), report.worstBuild(), report.ownBuild().engine());
      return new OfNetwork(
          BlockStrip.of(network, place, layers, report.texts()),
          new NeighbourhoodPicture(
              network, place, layers, report.worstBuild().scales(), report.texts()));
    }

    Stream<PictureView> stripAndNear() {
      return Stream.concat(Stream.of(strip), around.near().stream());
    }
  }
}
