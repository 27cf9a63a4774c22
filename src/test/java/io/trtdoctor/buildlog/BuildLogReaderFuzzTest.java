package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trtdoctor.error.BadInputException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/** No bytes make the reader fail in another way than the documented one. */
class BuildLogReaderFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] log) {
    List<BuildLog> builds = new ArrayList<>();
    try {
      BuildLogReader.read(new ByteArrayInputStream(log), "fuzz.log", builds::add);
    } catch (BadInputException e) {
      assertThat(e.getMessage()).contains("fuzz.log");
      return;
    }
    long line = 0;
    for (BuildLog build : builds) {
      assertThat(build.firstLine()).isEqualTo(line + 1);
      line = build.lastLine();
      assertThat(build.events())
          .allSatisfy(
              event ->
                  assertThat(event.line().number()).isBetween(build.firstLine(), build.lastLine()));
    }
    assertThat(builds).isNotEmpty();
  }
}
