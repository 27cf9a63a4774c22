package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.LogEvent.ScaleInEffect;
import io.trtdoctor.buildlog.LogEvent.ScaleMissing;
import io.trtdoctor.calibration.CacheCheck;
import io.trtdoctor.calibration.CacheProblem;
import io.trtdoctor.calibration.CacheProblem.Kind;
import io.trtdoctor.calibration.NetworkFit;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.CalibrationCache.Entry;
import io.trtdoctor.model.TensorName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a given calibration cache fits the network, by the names in both.
 *
 * <p>The network's names come from the model; without one, from a log that lists scales in effect.
 *
 * @param known how many entries name a tensor of the network
 * @param foreign entries that name none
 * @param missing tensors of the model without an entry; empty without a model
 */
record CacheFit(
    NamedCache cache, Verdict verdict, int known, List<Entry> foreign, List<TensorName> missing) {
  /** What the cache is to the network. */
  enum Verdict {
    FOREIGN,
    /** The model says that entries are missing. */
    OWN_WITH_GAPS,
    OWN,
    /** There is too little to compare. */
    UNKNOWN
  }

  /** Fewer entries that name a tensor of the network than this share: it is another network's. */
  static final double OWN_SHARE = 0.5;

  /** Too few names to tell anything by. */
  private static final int FEWEST_NAMES = 4;

  CacheFit {
    foreign = List.copyOf(foreign);
    missing = List.copyOf(missing);
  }

  static Optional<CacheFit> of(CaseInputs inputs) {
    return inputs
        .cache()
        .map(
            cache ->
                inputs
                    .network()
                    .map(network -> byModel(cache, network))
                    .or(() -> inputs.log().map(log -> byLog(cache, log)))
                    .orElseGet(() -> unknown(cache)));
  }

  private static CacheFit unknown(NamedCache cache) {
    return new CacheFit(cache, Verdict.UNKNOWN, 0, List.of(), List.of());
  }

  private static CacheFit byModel(NamedCache cache, NetworkGraph graph) {
    NetworkFit fit = CacheCheck.against(cache.cache(), graph.network(), graph::needsNoScale);
    Set<TensorName> strangers = new HashSet<>(tensors(fit, Kind.FOREIGN_ENTRY));
    return new CacheFit(
        cache,
        verdict(fit),
        fit.known(),
        cache.cache().entries().stream().filter(e -> strangers.contains(e.tensor())).toList(),
        tensors(fit, Kind.MISSING_TENSOR));
  }

  private static Verdict verdict(NetworkFit fit) {
    return switch (fit.verdict()) {
      case FOREIGN -> Verdict.FOREIGN;
      case PARTIAL -> Verdict.OWN_WITH_GAPS;
      case WHOLE -> Verdict.OWN;
      case EMPTY -> Verdict.UNKNOWN;
    };
  }

  private static List<TensorName> tensors(NetworkFit fit, Kind kind) {
    return fit.problems().stream()
        .filter(problem -> problem.kind() == kind)
        .map(CacheProblem::tensor)
        .flatMap(Optional::stream)
        .toList();
  }

  /** What TensorRT's parser names by itself says nothing: every network has such names. */
  private static CacheFit byLog(NamedCache cache, BuildLog log) {
    Set<TensorName> names = new HashSet<>();
    log.all(ScaleInEffect.class).forEach(event -> names.add(event.tensor()));
    boolean listed = !names.isEmpty();
    log.all(ScaleMissing.class).forEach(event -> names.add(event.tensor()));
    List<Entry> telling =
        cache.cache().entries().stream()
            .filter(entry -> !entry.tensor().value().startsWith("(Unnamed Layer"))
            .filter(entry -> !entry.tensor().value().startsWith("ONNXTRT_"))
            .toList();
    List<Entry> foreign =
        telling.stream().filter(entry -> !names.contains(entry.tensor())).toList();
    if (!listed || telling.size() < FEWEST_NAMES) {
      return unknown(cache);
    }
    int known = telling.size() - foreign.size();
    boolean own = known >= OWN_SHARE * telling.size();
    return new CacheFit(cache, own ? Verdict.OWN : Verdict.FOREIGN, known, foreign, List.of());
  }

  boolean isForeign() {
    return verdict == Verdict.FOREIGN;
  }

  boolean isOwn() {
    return verdict == Verdict.OWN || verdict == Verdict.OWN_WITH_GAPS;
  }
}
