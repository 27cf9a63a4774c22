package io.trtdoctor.cli;

import io.trtdoctor.report.ComparisonView;
import io.trtdoctor.report.ComparisonView.FactView;
import io.trtdoctor.report.ComparisonView.GroupView;
import io.trtdoctor.report.ComparisonView.RowView;
import io.trtdoctor.report.ComparisonView.SideView;
import io.trtdoctor.stored.CaseComparison;
import io.trtdoctor.stored.Difference;
import io.trtdoctor.stored.StoredCase;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Two cases side by side in the words of a language. */
final class ComparisonWords {
  private static final Set<String> NAMED =
      Set.of("verdict", "network", "build", "environment", "phases");
  private static final Set<String> MEASURED =
      Set.of("scales", "phases", "median-latency-ms", "engine-bytes");
  private static final List<String> SHOWN =
      List.of("tensorrt", "gpu", "outcome", "error", "median-latency-ms", "engine-bytes");

  private final Texts texts;
  private final CaseComparison comparison;

  ComparisonWords(Texts texts, CaseComparison comparison) {
    this.texts = texts;
    this.comparison = comparison;
  }

  ComparisonView of(StoredCase first, StoredCase second) {
    Map<String, List<Difference>> groups =
        comparison.differences().stream().collect(Collectors.groupingBy(Difference::group));
    int same = comparison.same().values().stream().mapToInt(Integer::intValue).sum();
    String counts =
        groups.isEmpty()
            ? texts.text("cli.compare.same")
            : texts.text("report.compare.counts", comparison.differences().size(), same);
    return new ComparisonView(
        counts,
        List.of(side("A", first), side("B", second)),
        comparison.same().entrySet().stream()
            .filter(group -> groups.containsKey(group.getKey()))
            .map(group -> group(group.getKey(), groups.get(group.getKey()), group.getValue()))
            .toList());
  }

  private SideView side(String letter, StoredCase stored) {
    Map<String, String> facts = CaseComparison.facts(stored);
    String status = facts.getOrDefault("status", "");
    String title =
        Optional.ofNullable(facts.get("cause"))
            .map(this::cause)
            .or(() -> texts.pattern("report.title." + status))
            .orElse(status);
    return new SideView(
        letter,
        stored.folder().toAbsolutePath().normalize().getFileName().toString(),
        status,
        value("status", status),
        value("certainty", facts.getOrDefault("certainty", "")),
        title,
        facts.getOrDefault("summary", ""),
        SHOWN.stream()
            .filter(facts::containsKey)
            .map(key -> new FactView(fact(key), value(key, facts.get(key))))
            .toList());
  }

  private GroupView group(String group, List<Difference> differences, int same) {
    return new GroupView(
        group,
        texts.text("cli.compare.of." + group),
        texts.text("report.compare.group", differences.size(), same),
        differences.stream().map(this::row).toList());
  }

  private RowView row(Difference difference) {
    boolean finding = difference.group().equals("findings");
    String name = finding ? cause(difference.name()) : name(difference);
    String first = difference.first().map(value -> value(difference, value)).orElse("");
    String second = difference.second().map(value -> value(difference, value)).orElse("");
    boolean measured =
        MEASURED.contains(difference.group()) || MEASURED.contains(difference.name());
    return measured ? RowView.measured(name, first, second) : RowView.of(name, first, second);
  }

  /** What a fact is called; names of layers, tensors, causes and options speak for themselves. */
  String name(Difference difference) {
    String name = difference.name();
    if (difference.group().equals("phases")) {
      return texts.pattern("report.phase." + name).orElse(name);
    }
    if (difference.group().equals("fallbacks")) {
      return texts.render(comparison.fallbackTitles().get(name));
    }
    return NAMED.contains(difference.group()) ? fact(name) : name;
  }

  private String fact(String name) {
    return texts.pattern("cli.compare.fact." + name).orElse(name);
  }

  private String cause(String id) {
    return texts.pattern("causes." + id + ".title").orElse(id);
  }

  private String value(Difference difference, String value) {
    return switch (difference.group()) {
      case "verdict", "build" -> value(difference.name(), value);
      case "findings" -> value("certainty", value);
      case "disobeyed" -> texts.pattern("report.cell." + value).orElse(value);
      default -> value;
    };
  }

  private String value(String fact, String value) {
    return switch (fact) {
      case "status", "certainty" -> texts.pattern("report." + fact + "." + value).orElse(value);
      case "outcome" -> texts.pattern("report.compare.outcome." + value).orElse(value);
      case "cause" -> cause(value);
      default -> value;
    };
  }
}
