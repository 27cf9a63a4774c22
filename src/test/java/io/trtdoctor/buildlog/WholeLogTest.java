package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLogTest {
  @TempDir Path folder;

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("build.log"), text);
  }

  @Test
  void aLogComesBackAsItIs() throws IOException {
    byte[] bytes = WholeLog.compressed(log("[I] one\n[E] two\n"), "build.log", 1000).orElseThrow();

    assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("[I] one\n[E] two\n");
  }

  @Test
  void aLogThatIsTooLongIsNotKept() throws IOException {
    assertThat(WholeLog.compressed(log("[I] one\n"), "build.log", 10)).isEmpty();
  }
}
