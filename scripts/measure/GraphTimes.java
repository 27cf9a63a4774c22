import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.Network;
import io.trtdoctor.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Prints how long the analyses over a network take, the network read once and each done once. */
public final class GraphTimes {
  public static void main(String[] args) {
    Network network = OnnxReader.read(Path.of(args[0]));
    long start = System.nanoTime();
    NetworkGraph graph = NetworkGraph.of(network);
    int found =
        graph.topologicalOrder().size()
            + graph.indexLayers().size()
            + graph.scaleCopyGroups().size()
            + graph.int8KernelDoubts().size()
            + graph
                .trace(network.outputs().get(0), BuildSettings.unknown(), Optional.empty())
                .steps()
                .size();
    for (var tensor : network.tensors().keySet()) {
      found += graph.needsNoScale(tensor) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%.3f s for %,d layers (%,d answers)%n",
        (System.nanoTime() - start) / 1e9,
        network.layers().size(),
        found);
  }
}
