package io.trtdoctor.selftest;

import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.OutputDifference;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The part that runs what it builds. */
final class Measuring {
  private Measuring() {}

  static void int8AgainstFp32(Bench bench, Facts facts) {
    Recipes recipes = new Recipes(bench);
    try (ProbeRunner runner = new TensorRtProbeRunner(bench.children(1))) {
      Outcome fp32 = run(runner, recipes.fp32(), bench);
      Outcome int8 = run(runner, recipes.healthy(), bench);
      note("FP32", fp32, facts);
      note("INT8", int8, facts);
      String one = pid(fp32);
      facts.require("one process", one.equals(pid(int8)), one + " and " + pid(int8));
      compare(fp32.observations().measurement(), int8.observations().measurement(), facts);
    }
  }

  private static Outcome run(ProbeRunner runner, Recipe recipe, Bench bench) {
    Recipe measured = recipe.toBuilder().measure(Recipes.measure()).build();
    return runner.run(measured, Until.finished(), bench.probeLimit());
  }

  private static void note(String name, Outcome outcome, Facts facts) {
    facts.outcome(name, outcome);
    Optional<Measurement> measured = outcome.observations().measurement();
    OptionalDouble median =
        measured.map(Measurement::medianMilliseconds).orElse(OptionalDouble.empty());
    facts.require(
        name + ", median ms",
        median.isPresent() && median.getAsDouble() > 0,
        median.isPresent() ? number(median.getAsDouble()) : "not timed");
    int samples = Recipes.measure().samples();
    long seen =
        measured.stream()
            .flatMap(m -> m.outputs().stream())
            .map(output -> output.sample())
            .distinct()
            .count();
    facts.require(name + ", samples", seen == samples, seen + " of " + samples);
    measured.flatMap(Measurement::shortfall).ifPresent(why -> facts.put(name + ", missing", why));
  }

  private static String pid(Outcome outcome) {
    return outcome.observations().machine().getOrDefault("pid", "unknown");
  }

  private static void compare(
      Optional<Measurement> reference, Optional<Measurement> candidate, Facts facts) {
    if (reference.isEmpty() || candidate.isEmpty()) {
      facts.require("compared", false, "one of the two was not run");
      return;
    }
    OutputDifference difference = OutputDifference.between(reference.get(), candidate.get());
    if (difference instanceof OutputDifference.Measured measured) {
      facts.put("greatest difference", number(measured.maxAbsolute()));
      facts.put("relative L2", number(measured.relativeL2()));
      facts.put("cosine", number(measured.cosine()));
      facts.put(
          "top-1 agreement",
          measured.topOneAgreement().stream()
              .mapToObj(Measuring::number)
              .findFirst()
              .orElse("none"));
      facts.require("all finite", measured.notFinite() == 0, measured.values() + " values");
    } else if (difference instanceof OutputDifference.Incomparable no) {
      facts.require("compared", false, Texts.in(Language.EN).render(no.reason()));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
