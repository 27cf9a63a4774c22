package io.trtdoctor.check;

import io.trtdoctor.data.DataAudit;
import io.trtdoctor.data.DeclaredArray;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.finding.Certainty;
import io.trtdoctor.finding.Evidence;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.finding.Finding.Effect;
import io.trtdoctor.model.BuildSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds what files say of their arrays against the inputs and the profile. trt-doctor converts
 * types, other calibrators may not.
 */
final class DeclaredShapes {
  private final Cause cause;
  private final DataAudit data;
  private final ProfileBounds profile;

  DeclaredShapes(Cause cause, DataAudit data, BuildSettings settings) {
    this.cause = cause;
    this.data = data;
    this.profile = new ProfileBounds(settings);
  }

  /** A finding for each kind of misfit, the worst first; an array's shape has one kind. */
  List<Finding> find() {
    List<DeclaredArray> rest = new ArrayList<>(data.arrays());
    List<Finding> found = new ArrayList<>();
    take(rest, DeclaredArray::isChannelsLast, "layout", Effect.DEGRADES).ifPresent(found::add);
    take(rest, profile::excludes, "profile", ofMisfit()).ifPresent(found::add);
    take(rest, DeclaredArray::isIndivisible, "unfit", ofMisfit()).ifPresent(found::add);
    take(rest, DeclaredArray::isOfAnotherShape, "shape", Effect.NOTES).ifPresent(found::add);
    List<DeclaredArray> all = new ArrayList<>(data.arrays());
    take(all, DeclaredArray::isOfAnotherType, "type", Effect.NOTES).ifPresent(found::add);
    return found;
  }

  /** Where no batch remains, the calibrator has none to hand over. */
  private Effect ofMisfit() {
    return data.batches() == 0 ? Effect.BREAKS : Effect.DEGRADES;
  }

  private Optional<Finding> take(
      List<DeclaredArray> from, Predicate<DeclaredArray> what, String kind, Effect effect) {
    List<DeclaredArray> taken = from.stream().filter(what).toList();
    from.removeAll(taken);
    return taken.isEmpty() ? Optional.empty() : Optional.of(finding(taken, kind, effect));
  }

  private Finding finding(List<DeclaredArray> arrays, String kind, Effect effect) {
    DeclaredArray first = arrays.get(0);
    List<DeclaredArray> shown = arrays.stream().limit(Evidences.ENOUGH).toList();
    return FindingDraft.of(cause, Certainty.EVIDENT, effect)
        .summary(
            "summary-data-" + kind,
            first.file(),
            arrays.size(),
            told(first),
            first.input().name(),
            asked(first.input()),
            profile.told(first.input()))
        .because("because-data-" + kind)
        .remedies(
            kind.equals("layout") ? "channels-first" : "check-preprocessing", "batch-of-profile")
        .evidence(shown.stream().map(array -> new Evidence(array.file(), 0, told(array))).toList())
        .subjects(Subjects.files(shown.stream().map(DeclaredArray::file).toList()))
        .done();
  }

  private static String told(DeclaredArray array) {
    return array.type().map(type -> type.tag() + " ").orElse("")
        + array.shape().map(Object::toString).orElse("?");
  }

  private static String asked(NetworkInput input) {
    return input.type().tag() + " " + input.shape();
  }
}
