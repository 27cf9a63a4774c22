package io.trtdoctor.selftest;

import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.selftest.PartResult.Status;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Collects what a part measures and whether it came out as it should. */
final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();
  private boolean asItShould = true;

  void put(String name, String value) {
    facts.put(name, value);
  }

  void put(String name, double value) {
    facts.put(name, String.format(Locale.ROOT, "%.2f", value));
  }

  void put(String name, long value) {
    facts.put(name, Long.toString(value));
  }

  /** Something that has to hold; what was seen is kept either way. */
  void require(String name, boolean holds, String seen) {
    facts.put(name, (holds ? "yes: " : "NO: ") + seen);
    asItShould &= holds;
  }

  /** What is worth knowing of any outcome. */
  void outcome(String name, Outcome outcome) {
    Observations seen = outcome.observations();
    put(name, describe(outcome));
    seen.phaseSeconds().forEach((phase, seconds) -> put(name + ", " + phase + " s", seconds));
    put(name + ", messages", seen.log().size());
    put(
        name + ", batches",
        seen.batchesHandedOver() + " handed over of " + seen.batchesAskedFor() + " asked for");
    seen.peakGpuBytes().ifPresent(bytes -> put(name + ", peak GPU MiB", bytes >> 20));
    if (!(outcome instanceof Outcome.Built)) {
      put(name + ", last line", seen.lastLine());
    }
  }

  static String describe(Outcome outcome) {
    if (outcome instanceof Outcome.Built built) {
      return "built, " + built.observations().planBytes().orElse(0) + " bytes";
    } else if (outcome instanceof Outcome.Failed failed) {
      return "failed: " + failed.symptom();
    } else if (outcome instanceof Outcome.Crashed crashed) {
      return "crashed: " + crashed.death().describe();
    } else if (outcome instanceof Outcome.Hung hung) {
      return "hung, " + hung.limit().toSeconds() + " s";
    } else if (outcome instanceof Outcome.Unresolved unresolved) {
      return "unresolved: " + unresolved.reason().key() + " " + unresolved.reason().args();
    }
    return "stopped";
  }

  PartResult result(Part part, double seconds) {
    return new PartResult(part, asItShould ? Status.PASSED : Status.FAILED, seconds, facts);
  }

  PartResult broken(Part part, double seconds, Throwable why) {
    put("broken by", why.toString());
    return new PartResult(part, Status.BROKEN, seconds, facts);
  }
}
