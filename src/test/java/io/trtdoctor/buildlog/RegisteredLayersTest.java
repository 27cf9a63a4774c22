package io.trtdoctor.buildlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trtdoctor.error.BadInputException;
import io.trtdoctor.model.LayerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteredLayersTest {
  private static final String PREFIX = "[05/02/2024-13:11:13] [TRT] [V] ";

  @TempDir Path folder;

  @Test
  void aLayerForAnOnnxNodeIsThatNode() throws IOException {
    assertThat(read("Registering layer: conv_7 for ONNX node: /stem/conv"))
        .containsExactly(Map.entry("conv_7", LayerName.of("/stem/conv")));
  }

  @Test
  void aLayerOfTheNodesOwnNameIsNoNews() throws IOException {
    assertThat(read("Registering layer: /stem/conv for ONNX node: /stem/conv")).isEmpty();
  }

  @Test
  void aLayerThatTheParserAddsBelongsToTheNodeItIsAt() throws IOException {
    assertThat(
            read(
                "Parsing node: /a/Reshape [Reshape]",
                "Registering layer: ONNXTRT_ShapeShuffle required by ONNX-TRT",
                "Parsing node: /b/Add [Add]",
                "Registering layer: ONNXTRT_Broadcast_3 required by ONNX-TRT"))
        .containsOnly(
            Map.entry("ONNXTRT_ShapeShuffle", LayerName.of("/a/Reshape")),
            Map.entry("ONNXTRT_Broadcast_3", LayerName.of("/b/Add")));
  }

  @Test
  void theStaticCheckOfALaterNodeIsNotItsParsing() throws IOException {
    assertThat(
            read(
                "Parsing node: /a/Reshape [Reshape]",
                "Static check for parsing node: /b/Add [Add]",
                "Registering layer: ONNXTRT_Shape required by ONNX-TRT"))
        .containsExactly(Map.entry("ONNXTRT_Shape", LayerName.of("/a/Reshape")));
  }

  @Test
  void aLogThatIsMissingIsBadInput() {
    assertThatThrownBy(() -> RegisteredLayers.read(folder.resolve("none.log"), "none.log"))
        .isInstanceOf(BadInputException.class);
  }

  private Map<String, LayerName> read(String... messages) throws IOException {
    Path log = folder.resolve("build.log");
    Files.writeString(log, PREFIX + String.join("\r\n" + PREFIX, messages));
    return RegisteredLayers.read(log, "build.log");
  }
}
