package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcerptReaderTest {
  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void writeTenLines() throws IOException {
    log =
        Files.write(
            folder.resolve("ten.log"),
            IntStream.rangeClosed(1, 10).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void linesComeWithThoseAroundThem() {
    assertThat(ExcerptReader.read(log, "ten.log", List.of(5L), 1))
        .containsExactly(new Excerpt(4, List.of("line 4", "line 5", "line 6")));
  }

  @Test
  void excerptsThatTouchAreOne() {
    assertThat(ExcerptReader.read(log, "ten.log", List.of(9L, 2L, 5L), 1))
        .containsExactly(
            new Excerpt(1, List.of("line 1", "line 2", "line 3", "line 4", "line 5", "line 6")),
            new Excerpt(8, List.of("line 8", "line 9", "line 10")));
  }

  @Test
  void linesBeyondTheEndAreLeftOut() {
    assertThat(ExcerptReader.read(log, "ten.log", List.of(0L, 10L, 99L), 0))
        .containsExactly(new Excerpt(10, List.of("line 10")));
  }

  @Test
  void aLastLineWithoutALineBreakIsRead() throws IOException {
    Files.writeString(log, "a\r\n\u001b[31mb\u001b[0m");

    assertThat(ExcerptReader.read(log, "ten.log", List.of(1L, 2L), 0))
        .containsExactly(new Excerpt(1, List.of("a", "b")));
  }

  @Test
  void aBuildsEventsAreFoundAgain() throws IOException {
    Path recording =
        Files.write(folder.resolve("r.log"), Logs.recording("trt-8.6.1/effvit-healthy"));
    LogLine last = Logs.builds(Files.readAllBytes(recording)).get(0).events().get(300).line();

    assertThat(ExcerptReader.read(recording, "r.log", List.of(last.number()), 0))
        .containsExactly(new Excerpt(last.number(), List.of(last.raw())));
  }
}
