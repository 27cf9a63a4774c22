package io.trtdoctor.report;

import io.trtdoctor.report.ExperimentView.ProbeGroupView;
import io.trtdoctor.report.ExperimentView.ProbeView;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was asked, branch by branch: question, answer, time and what it told. */
final class ProbeTree {
  private static final int WIDTH = 1080;
  private static final int ROW = 24;
  private static final int BRANCH = 14;
  private static final int TWIG = 38;
  private static final int WORDS = 62;
  private static final int TIME = WIDTH - 10;

  private final Sketch sketch = new Sketch();
  private int y = 8;

  private ProbeTree() {}

  /** The picture, empty where only one probe was run. */
  static Optional<PictureView> of(ExperimentView experiment, Texts texts) {
    int probes = experiment.probes().stream().mapToInt(group -> group.probes().size()).sum();
    return probes < 2
        ? Optional.empty()
        : Optional.of(new ProbeTree().draw(experiment.probes(), texts));
  }

  private PictureView draw(List<ProbeGroupView> groups, Texts texts) {
    groups.forEach(this::group);
    return new PictureView(
        "probe-tree",
        texts.text("report.probes.tree"),
        texts.text("report.probes.tree.legend"),
        WIDTH,
        y + 8,
        sketch.parts(),
        List.of());
  }

  private void group(ProbeGroupView group) {
    int top = y + 6;
    sketch.text("operator", TWIG - 10, y + 16, group.title() + " · " + group.counts());
    y += ROW + 2;
    int trunk = y + (group.probes().size() - 1) * ROW + ROW / 2;
    sketch.path(
        "link", "M%d %dV%dM%d %dH%d".formatted(BRANCH, top, trunk, BRANCH, top, BRANCH + 8));
    sketch.part("branch", "");
    group.probes().forEach(this::probe);
    y += 8;
  }

  private void probe(ProbeView probe) {
    int middle = y + ROW / 2;
    String told = String.join("; ", probe.told());
    String words = asked(probe) + (told.isEmpty() ? "" : " → " + told);
    sketch
        .path("link", "M%d %dH%d".formatted(BRANCH, middle, TWIG))
        .rect("badge", TWIG, middle - 9, 18, 18, 9)
        .text("sign middle", TWIG + 9, middle + 4, sign(probe))
        .text("state", WORDS, middle + 4, Sketch.fitted(words, TIME - WORDS - 80))
        .text("tick end", TIME, middle + 4, probe.time())
        .part("probe " + probe.answer(), words + " · " + probe.outcome());
    y += ROW;
  }

  private static String asked(ProbeView probe) {
    return Stream.concat(
            Stream.of(probe.number() + ". " + probe.answerLabel()),
            Stream.of(probe.asked(), String.join(", ", probe.settings())))
        .filter(word -> !word.isEmpty())
        .distinct()
        .collect(Collectors.joining(" · "));
  }

  private static String sign(ProbeView probe) {
    return switch (probe.answer()) {
      case "fails" -> "✕";
      case "passes" -> "✓";
      default -> "?";
    };
  }
}
