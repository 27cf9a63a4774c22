package io.trtdoctor.stored;

import com.fasterxml.jackson.databind.JsonNode;
import io.trtdoctor.probe.Measurement;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.record.RecordedProbe;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * In what two cases differ.
 *
 * @param differences fact by fact, group after group
 * @param same how many facts of each group are the same
 * @param fallbackTitles the titles of fallbacks for people, by those that differences name
 */
public record CaseComparison(
    List<Difference> differences, Map<String, Integer> same, Map<String, Message> fallbackTitles) {
  /** Scales in text differ in their last digit between the log and the cache. */
  private static final double SAME_SCALE = 1e-5;

  public CaseComparison {
    differences = List.copyOf(differences);
    same = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(same));
    fallbackTitles = Map.copyOf(fallbackTitles);
  }

  /** Compares two cases. */
  public static CaseComparison of(StoredCase first, StoredCase second) {
    Draft draft = new Draft();
    draft.compare("verdict", first, second, CaseComparison::verdict);
    draft.compare("environment", first, second, CaseComparison::environment);
    draft.compare("network", first, second, CaseComparison::network);
    draft.compare("settings", first, second, StoredCase::settings);
    draft.compare("build", first, second, CaseComparison::build);
    draft.compare("findings", first, second, CaseComparison::findings);
    draft.compare("phases", first, second, CaseComparison::phases);
    draft.compare("fallbacks", first, second, Fallbacks::of);
    draft.compare(
        "scales",
        column("tensors.csv", "tensor", "scale_in_effect").apply(first),
        column("tensors.csv", "tensor", "scale_in_effect").apply(second),
        CaseComparison::isSameScale);
    draft.compare(
        "precision-asked", first, second, column("layers.csv", "layer", "precision_asked"));
    draft.compare(
        "precision-built", first, second, column("layers.csv", "layer", "precision_built"));
    draft.compare("disobeyed", first, second, column("layers.csv", "layer", "disobeyed"));
    Map<String, Message> titles = new LinkedHashMap<>(Fallbacks.titles(first));
    titles.putAll(Fallbacks.titles(second));
    return new CaseComparison(draft.differences, draft.same, titles);
  }

  private static final class Draft {
    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Integer> same = new LinkedHashMap<>();

    void compare(
        String group,
        StoredCase first,
        StoredCase second,
        Function<StoredCase, Map<String, String>> facts) {
      compare(group, facts.apply(first), facts.apply(second), String::equals);
    }

    void compare(
        String group,
        Map<String, String> first,
        Map<String, String> second,
        BiPredicate<String, String> alike) {
      Set<String> names = new LinkedHashSet<>(first.keySet());
      names.addAll(second.keySet());
      int equal = 0;
      for (String name : names) {
        Optional<String> one = Optional.ofNullable(first.get(name));
        Optional<String> other = Optional.ofNullable(second.get(name));
        if (one.isPresent() && other.isPresent() && alike.test(one.get(), other.get())) {
          equal++;
        } else {
          differences.add(new Difference(group, name, one, other));
        }
      }
      same.put(group, equal);
    }
  }

  private static Function<StoredCase, Map<String, String>> column(
      String file, String key, String value) {
    return stored -> CsvColumns.of(stored.folder().resolve(file), key, value);
  }

  private static boolean isSameScale(String first, String second) {
    try {
      double one = Double.parseDouble(first);
      double other = Double.parseDouble(second);
      return Math.abs(one - other) <= SAME_SCALE * Math.max(Math.abs(one), Math.abs(other));
    } catch (NumberFormatException e) {
      return first.equals(second);
    }
  }

  /** What a case says of its verdict, its environment and its own build. */
  public static Map<String, String> facts(StoredCase stored) {
    Map<String, String> facts = verdict(stored);
    facts.putAll(environment(stored));
    facts.putAll(build(stored));
    return facts;
  }

  private static Map<String, String> verdict(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    JsonNode verdict = stored.findings().path("verdict");
    for (String name : List.of("status", "cause", "certainty", "summary")) {
      StoredCase.text(verdict.path(name)).ifPresent(value -> facts.put(name, value));
    }
    return facts;
  }

  private static Map<String, String> environment(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>(stored.environment());
    StoredCase.text(stored.findings().path("builds").path(0).path("tensorRtVersion"))
        .ifPresent(version -> facts.putIfAbsent("tensorrt", version));
    return facts;
  }

  private static Map<String, String> network(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    stored
        .facts()
        .path("network")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    stored.input("model").ifPresent(model -> facts.put("sha256", model.sha256()));
    stored.input("cache").ifPresent(cache -> facts.put("cache-sha256", cache.sha256()));
    return facts;
  }

  private static Map<String, String> build(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<Recipe> recipe = stored.recipe();
    recipe.ifPresent(
        own -> {
          facts.put("line", own.line());
          own.optimizationLevel().ifPresent(level -> facts.put("optimization-level", "" + level));
        });
    recipe
        .flatMap(stored::probeOf)
        .map(RecordedProbe::outcome)
        .ifPresent(outcome -> outcome(outcome, facts));
    return facts;
  }

  private static void outcome(Outcome outcome, Map<String, String> facts) {
    facts.put("outcome", outcome.tag());
    if (outcome instanceof Outcome.Failed failed) {
      facts.put("error", failed.symptom());
    }
    Observations seen = outcome.observations();
    seen.planBytes().ifPresent(bytes -> facts.put("engine-bytes", "" + bytes));
    facts.put("batches-handed-over", "" + seen.batchesHandedOver());
    seen.measurement()
        .map(Measurement::medianMilliseconds)
        .ifPresent(
            median ->
                median.ifPresent(
                    ms -> facts.put("median-latency-ms", String.format(Locale.ROOT, "%.4f", ms))));
  }

  private static Map<String, String> findings(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (JsonNode finding : stored.findings().path("findings")) {
      facts.put(finding.path("cause").asText(), finding.path("certainty").asText());
    }
    return facts;
  }

  private static Map<String, String> phases(StoredCase stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (JsonNode phase : stored.findings().path("builds").path(0).path("phases")) {
      if (phase.path("seconds").isNumber()) {
        facts.put(
            phase.path("phase").asText(), phase.path("seconds").asText().replace('E', 'e') + " s");
      }
    }
    return facts;
  }
}
