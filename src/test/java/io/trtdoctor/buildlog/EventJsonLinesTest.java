package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventJsonLinesTest {
  @Test
  void everyEventIsAnObjectOnALineOfItsOwn() throws IOException {
    BuildLog build = Logs.builds(Logs.recording("trt-10.6.0/effvit-healthy")).get(0);

    List<JsonNode> lines = written(build);

    assertThat(lines).hasSize(build.events().size());
    assertThat(lines.get(0).get("build").asInt()).isEqualTo(7);
    assertThat(lines.get(0).get("text").asText()).isEqualTo(build.events().get(0).line().raw());
  }

  @Test
  void aBatchHasItsNumberAndTime() throws IOException {
    BuildLog build = Logs.only("[TRT] [I]   Calibrated batch 3 in 0.5 seconds.\n");

    assertThat(written(build).get(0))
        .hasToString(
            "{\"build\":7,\"line\":1,\"event\":\"batch-calibrated\",\"severity\":\"info\",\"batch\":3,"
                + "\"seconds\":0.5,\"text\":\"[TRT] [I]   Calibrated batch 3 in 0.5 seconds.\"}");
  }

  @Test
  void allKindsOfEventsCanBeTold() throws IOException {
    Set<String> kinds = new HashSet<>();
    for (String name :
        List.of(
            "trt-10.6.0/effvit-healthy",
            "trt-8.6.1/effvit-no-calibrator",
            "trt-8.6.1/mobilevit-partcache")) {
      written(Logs.builds(Logs.recording(name)).get(0))
          .forEach(line -> kinds.add(line.get("event").asText()));
    }
    written(Logs.only("TypeError: x\n")).forEach(line -> kinds.add(line.get("event").asText()));

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "phase-began",
            "phase-ended",
            "batch-calibrated",
            "calibrator-absent",
            "cache-used",
            "scale-copied",
            "scale-in-effect",
            "scale-missing",
            "int8-rejected",
            "precision-fallback",
            "engine-built",
            "fact",
            "problem",
            "outside-trouble");
  }

  @Test
  void anErrorHasAllThatIsKnownOfIt() throws IOException {
    BuildLog build = Logs.builds(Logs.recording("trt-8.6.1/effvit-obey-conv")).get(0);

    List<JsonNode> lines = written(build);
    JsonNode last = lines.get(lines.size() - 1);

    assertThat(last.get("code").asInt()).isEqualTo(2);
    assertThat(last.get("source-file").asText()).isEqualTo("optimizer.cpp");
    assertThat(last.get("function").asText()).isEqualTo("getFormatRequirements");
    assertThat(last.get("names").get(0).asText()).isEqualTo("/stem/res0/main/depth_conv/conv/Conv");
    assertThat(last.get("follows-from").asLong()).isEqualTo(3735);
  }

  private static List<JsonNode> written(BuildLog build) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventJsonLines json = new EventJsonLines(out)) {
      json.write(7, build);
    }
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }
}
