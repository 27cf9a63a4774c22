package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.console.RecordingConsole;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.error.DoctorException;
import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.error.UsageException;
import io.trtdoctor.text.Message;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  private static final Message ANY = Message.of("cli.version", "", "");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UsageException(ANY), 2),
        Arguments.of(new BadInputException(ANY), 3),
        Arguments.of(new MachineLacksException(ANY), 4));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whoHasToActDecidesOnTheExitCode(DoctorException failure, int code) {
    assertThat(ExitStatus.of(failure).code()).isEqualTo(code);
  }

  @Test
  void aBugOfOursIsOwnedUpToWithoutAStackTrace() throws Exception {
    RecordingConsole console = new RecordingConsole();

    int code = doctor(console).run("triage", "-");

    assertThat(code).isEqualTo(70);
    assertThat(console.results()).isEmpty();
    assertThat(console.remarks())
        .contains("has a bug", "github.com", "IllegalStateException: a pipe of glass")
        .doesNotContain("\tat ");
    assertThat(Files.readString(details(console))).contains("\tat ", "triage -");
    Files.delete(details(console));
  }

  @Test
  void theStackTraceIsPrintedIfAskedFor() {
    RecordingConsole console = new RecordingConsole();

    doctor(console).run("triage", "-", "--verbose");

    assertThat(console.remarks()).contains("\tat ");
  }

  private static Path details(RecordingConsole console) {
    String last = console.remarks().lines().reduce((first, second) -> second).orElseThrow();
    return Path.of(last.substring(last.lastIndexOf(' ') + 1));
  }

  private static TrtDoctor doctor(RecordingConsole console) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("a pipe of glass");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return read();
          }
        };
    return new TrtDoctor(console, broken, Map.of());
  }
}
