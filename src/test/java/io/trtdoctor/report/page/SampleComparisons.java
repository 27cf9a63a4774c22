package io.trtdoctor.report.page;

import io.trtdoctor.report.ComparisonView;
import io.trtdoctor.report.ComparisonView.FactView;
import io.trtdoctor.report.ComparisonView.GroupView;
import io.trtdoctor.report.ComparisonView.RowView;
import io.trtdoctor.report.ComparisonView.SideView;
import io.trtdoctor.report.HostileNames;
import io.trtdoctor.report.html.HtmlComparison;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Texts;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Comparisons made up, to see the page. */
final class SampleComparisons {
  private SampleComparisons() {}

  /** Names from outside that try all they can. */
  static HtmlComparison hostile() {
    return new HtmlComparison(language -> view(language, HostileNames.together()), "0.1.0");
  }

  private static ComparisonView view(Language language, String name) {
    Texts texts = Texts.in(language);
    Stream<RowView> many =
        IntStream.range(0, 30).mapToObj(i -> RowView.measured("t" + i, "0." + (i + 1), "0.25"));
    Stream<RowView> odd =
        Stream.of(RowView.of(name, name, ""), RowView.measured(name, "1e-3 s", "2e-3 s"));
    return new ComparisonView(
        texts.text("report.compare.counts", 33, 1),
        List.of(side("A", "cause-named", name), side("B", "healthy", "b")),
        List.of(
            new GroupView("settings", "Settings", "", List.of(RowView.of("--int8", "", "on"))),
            new GroupView("scales", "Scales", "", Stream.concat(odd, many).toList())));
  }

  private static SideView side(String letter, String status, String name) {
    return new SideView(
        letter, name, status, status, "Proved", name, name, List.of(new FactView("GPU", name)));
  }
}
