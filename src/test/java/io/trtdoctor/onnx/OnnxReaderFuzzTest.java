package io.trtdoctor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any bytes make a network that can be analysed, or one documented exception. */
class OnnxReaderFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz-", ".onnx");
    try {
      Files.write(file, bytes);
      analyse(OnnxReader.read(file));
    } catch (BadInputException e) {
      assertThat(e.getMessage()).isNotBlank();
    } finally {
      Files.delete(file);
    }
  }

  private static void analyse(Network network) {
    NetworkGraph graph = NetworkGraph.of(network);
    graph.topologicalOrder();
    graph.indexLayers();
    graph.scaleCopyGroups();
    graph.int8KernelDoubts();
    network.layers().forEach(layer -> graph.layersBehind(layer.name().value() + " copy"));
    network
        .tensors()
        .keySet()
        .forEach(tensor -> graph.trace(tensor, BuildSettings.unknown(), Optional.empty()));
  }
}
