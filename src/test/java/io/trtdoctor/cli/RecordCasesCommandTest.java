package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.console.RecordingConsole;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.probe.LogMessage;
import io.trtdoctor.probe.Observations;
import io.trtdoctor.probe.Outcome;
import io.trtdoctor.probe.ProbeRunner;
import io.trtdoctor.probe.Recipe;
import io.trtdoctor.probe.Until;
import io.trtdoctor.text.Language;
import io.trtdoctor.text.Message;
import io.trtdoctor.text.Texts;
import io.trtdoctor.worker.client.ChildSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecordCasesCommandTest {
  @TempDir Path folder;
  private final RecordingConsole console = new RecordingConsole();
  private final ConcurrentLinkedQueue<Recipe> asked = new ConcurrentLinkedQueue<>();
  private Outcome answer = new Outcome.Built(Observations.none());

  @BeforeEach
  void unpackKit() throws Exception {
    Files.createDirectories(folder.resolve("kit/jars"));
    Files.writeString(folder.resolve("kit/jars/tensorrt.jar"), "");
    Files.createDirectories(folder.resolve("out"));
  }

  private ProbeRunner runner(ChildSettings settings) {
    assertThat(settings.mostChildren()).isEqualTo(3);
    return new ProbeRunner() {
      @Override
      public Outcome run(Recipe recipe, Until until, Duration limit) {
        asked.add(recipe);
        return answer;
      }

      @Override
      public void close() {}
    };
  }

  private ExitStatus record() {
    RecordCasesCommand command = new RecordCasesCommand(this::runner);
    CommandLine.ParseResult line =
        new CommandLine(command.layout().spec())
            .parseArgs(
                "--trt-home",
                folder.resolve("kit").toString(),
                "--to",
                folder.resolve("out").toString(),
                "--children",
                "3",
                "--only",
                "healthy",
                "--only",
                "cache-partial",
                "10.6");
    return command.run(
        line, new Session(console, Texts.in(Language.EN), InputStream.nullInputStream(), Map.of()));
  }

  @Test
  void theCasesAskedForAreRecordedOnTheLine() {
    assertThat(record()).isEqualTo(ExitStatus.FINE);

    assertThat(asked).hasSize(2).allMatch(recipe -> recipe.line().equals("10.6"));
    assertThat(folder.resolve("out/healthy/trt-10.6.recording")).exists();
    assertThat(folder.resolve("out/trt-10.6-summary.md")).content().contains("| cache-partial |");
    assertThat(console.results()).contains("| healthy | built |");
  }

  @Test
  void whatWasNotRecordedIsAFailureThatNamesTheCases() {
    answer = Outcome.unresolved(Message.of("probe.closed"));

    assertThatThrownBy(this::record)
        .isInstanceOf(MachineLacksException.class)
        .hasMessageContaining("2 of 2 cases were not recorded: cache-partial, healthy");
    assertThat(console.results()).contains("| healthy | unresolved |");
  }

  @Test
  void withoutAKitItSaysHowToNameOne() {
    Tool tool = Tool.run("record-cases", "8.6");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(tool.err()).contains("--trt-home");
  }

  @Test
  void aNumberOfChildrenBelowOneIsRefused() {
    Tool tool = Tool.run("record-cases", "--children", "0", "--trt-home", "/nowhere", "8.6");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(tool.err()).contains("--children");
  }

  @Test
  void aCaseThatThereIsNotIsRefused() {
    Tool tool = Tool.run("record-cases", "--only", "helthy", "--trt-home", "/nowhere", "8.6");

    assertThat(tool.exitCode()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(tool.err()).contains("helthy").contains("healthy");
  }

  @Test
  void aVerdictOtherThanTheExpectedOneStandsOut() {
    answer =
        new Outcome.Failed(
            "odd",
            new Observations(
                List.of(new LogMessage(1, io.trtdoctor.buildlog.LogSeverity.ERROR, "odd")),
                Map.of(),
                List.of(),
                java.util.Optional.empty(),
                java.util.OptionalLong.empty(),
                "",
                "",
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                java.util.Optional.empty()));

    record();

    assertThat(console.results()).contains("| healthy | failed | odd | undetermined | NO |");
  }
}
