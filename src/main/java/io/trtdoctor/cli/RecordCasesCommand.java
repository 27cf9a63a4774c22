package io.trtdoctor.cli;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.repro.CaseRecorder;
import io.trtdoctor.repro.CaseResult;
import io.trtdoctor.repro.CaseSummary;
import io.trtdoctor.repro.ReproCase;
import io.trtdoctor.text.Message;
import io.trtdoctor.worker.client.ChildSettings;
import io.trtdoctor.worker.client.TensorRtLine;
import io.trtdoctor.worker.client.TensorRtProbeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;

/** Records the repro cases with real TensorRT; scripts/record-repro-cases calls it. */
final class RecordCasesCommand implements Command {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int CHILDREN = 5;

  private final Function<ChildSettings, ProbeRunner> runners;

  RecordCasesCommand() {
    this(TensorRtProbeRunner::new);
  }

  /** For tests: another runner. */
  RecordCasesCommand(Function<ChildSettings, ProbeRunner> runners) {
    this.runners = runners;
  }

  @Override
  public CommandLayout layout() {
    return CommandLayout.named("record-cases")
        .argument(0, "LINE", true)
        .value("DIR", "--trt-home")
        .value("DIR", "--cases")
        .value("DIR", "--to")
        .values("NAME", "--only")
        .value("N", "--children")
        .asking()
        .hidden();
  }

  @Override
  public ExitStatus run(ParseResult line, Session session) {
    String trt = line.matchedPositionalValue(0, "");
    Path from = Path.of(line.matchedOptionValue("--cases", "repro-cases"));
    Path to = Path.of(line.matchedOptionValue("--to", from.toString()));
    int children = children(line.matchedOptionValue("--children", Integer.toString(CHILDREN)));
    List<ReproCase> cases =
        wanted(ReproCase.in(from), line.matchedOptionValue("--only", List.of()));
    Path scratch = scratch();
    ChildSettings settings =
        ChildSettings.of(TensorRtLine.unpacked(trt, home(line, session)), scratch).toBuilder()
            .mostChildren(children)
            .build();
    try (ProbeRunner runner = runners.apply(settings)) {
      CaseRecorder recorder = new CaseRecorder(runner, trt, to, scratch, LIMIT);
      List<CaseResult> results = recorder.record(cases, children, each -> tell(each, session));
      String summary = CaseSummary.markdown(trt, results, session.texts());
      session.console().print(summary.stripTrailing());
      write(to.resolve("trt-" + trt + "-summary.md"), summary);
      requireAll(results);
    }
    return ExitStatus.FINE;
  }

  private static List<ReproCase> wanted(List<ReproCase> cases, List<String> names) {
    for (String name : names) {
      if (cases.stream().noneMatch(each -> each.name().equals(name))) {
        throw new UsageException(Message.of("repro.no-such-case", name, cases));
      }
    }
    return names.isEmpty()
        ? cases
        : cases.stream().filter(each -> names.contains(each.name())).toList();
  }

  private static int children(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(Message.of("repro.children-no-number", text), e);
    }
    throw new UsageException(Message.of("repro.children-no-number", text));
  }

  private static Path home(ParseResult line, Session session) {
    return Optional.ofNullable(line.<String>matchedOptionValue("--trt-home", null))
        .or(() -> Optional.ofNullable(session.environment().get("TRT_HOME")))
        .map(Path::of)
        .orElseThrow(() -> new UsageException(Message.of("repro.no-trt-home")));
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("trt-doctor-cases");
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("repro.cannot-write", "java.io.tmpdir", String.valueOf(e.getMessage())), e);
    }
  }

  private static void tell(CaseResult result, Session session) {
    String seconds = String.format(Locale.ROOT, "%.1f", result.seconds());
    session.say(
        result
            .problem()
            .map(why -> Message.of("repro.case-lost", result.name(), seconds, why))
            .orElseGet(() -> Message.of("repro.case-done", result.name(), seconds, result.kind())));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new MachineLacksException(
          Message.of("repro.cannot-write", file, String.valueOf(e.getMessage())), e);
    }
  }

  private static void requireAll(List<CaseResult> results) {
    List<String> lost =
        results.stream().filter(each -> !each.recorded()).map(CaseResult::name).toList();
    if (!lost.isEmpty()) {
      throw new MachineLacksException(
          Message.of("repro.not-all", lost.size(), results.size(), String.join(", ", lost)));
    }
  }
}
