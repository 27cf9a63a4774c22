package io.trtdoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.EngineLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EngineLayersTest {
  private static List<EngineLayer> layers(String json) {
    return EngineLayers.of(
        new Observations(
            List.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty(),
            "",
            "",
            Optional.of(json),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty()));
  }

  @Test
  void aLayerComputesInTheTypeOfItsWeights() {
    assertThat(
            layers(
                """
                {"Layers": [{"Name": "/a/Conv + /a/Relu", "LayerType": "CaskConvolution",
                  "Inputs": [{"Name": "x", "Format/Datatype": "Row major linear FP32"}],
                  "Outputs": [{"Name": "y", "Format/Datatype": "Thirty-two wide channel vectorized row major Int8 format"}],
                  "Weights": {"Type": "Int8", "Count": 432}, "TacticName": "sm90_xmma_i8",
                  "Metadata": "[ONNX Layer: /a/Conv]\\u001e[ONNX Layer: /a/Relu]"}]}
                """))
        .singleElement()
        .satisfies(
            layer -> {
              assertThat(layer.precision()).isEqualTo(DataType.INT8);
              assertThat(layer.format()).contains("Int8 format");
              assertThat(layer.tactic()).isEqualTo("sm90_xmma_i8");
              assertThat(layer.originals()).containsExactly("/a/Conv", "/a/Relu");
            });
  }

  @Test
  void withoutWeightsItsFirstInputTells() {
    assertThat(
            layers(
                """
                {"Layers": [{"Name": "PWN(/a/Sigmoid)", "LayerType": "PointWise",
                  "Inputs": [{"Name": "x", "Format/Datatype": "Half"}], "Outputs": []}]}
                """))
        .singleElement()
        .satisfies(
            layer -> {
              assertThat(layer.precision()).isEqualTo(DataType.FP16);
              assertThat(layer.originals()).containsExactly("/a/Sigmoid");
            });
  }

  @Test
  void namesAloneAndRubbishTellNothing() {
    assertThat(layers("{\"Layers\": [\"/a/Conv\"]}")).isEmpty();
    assertThat(layers("no json")).isEmpty();
  }
}
