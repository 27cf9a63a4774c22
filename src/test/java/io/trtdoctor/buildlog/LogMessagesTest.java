package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMessagesTest {
  @TempDir private Path folder;

  @Test
  void theMessagesOfABuildAreGivenWithoutPrefixAndWithoutWhatOthersPrint() throws IOException {
    Path log = folder.resolve("build.log");
    Files.writeString(
        log,
        """
        [10/24/2024-10:00:00] [I] [TRT] of an earlier build
        [10/24/2024-10:00:01] [V] [TRT] Parsing node: /conv [Conv]
        epoch 3 of 7
        0.778682 kERROR 1: Unexpected exception _Map_base::at
        """);

    assertThat(LogMessages.read(log, "build.log", 2, 4))
        .containsExactly("Parsing node: /conv [Conv]", "1: Unexpected exception _Map_base::at");
  }
}
