import io.trtdoctor.onnx.OnnxWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes the network of every repro case: {@code ReproNetworks FOLDER}. */
public final class ReproNetworks {
  private ReproNetworks() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    for (Map.Entry<String, OnnxWriter> network : networks().entrySet()) {
      Path file = folder.resolve(network.getKey()).resolve("model.onnx");
      Files.createDirectories(file.getParent());
      network.getValue().write(file);
    }
  }

  private static Map<String, OnnxWriter> networks() {
    Map<String, OnnxWriter> networks = new TreeMap<>();
    networks.put("no-batches-concatenation", Convolutions.concatenation());
    networks.put("no-batches-pooling", Convolutions.pooling());
    networks.put("no-batches-plain", Convolutions.plain());
    networks.put("no-batches-linear-attention", Attention.linear());
    networks.put("cache-rejected", Convolutions.concatenation());
    networks.put("cache-header-only", Convolutions.concatenation());
    networks.put("cache-partial", Convolutions.concatenation());
    networks.put("cache-foreign", Convolutions.silu());
    networks.put("no-calibrator", Convolutions.plain());
    networks.put("zero-data", Convolutions.gated());
    networks.put("nan-data", Convolutions.otherClassifier());
    networks.put("bad-pointer", Convolutions.plain());
    networks.put("obey-depthwise", Convolutions.depthwise());
    networks.put("obey-shared-bias", Convolutions.sharedBias());
    networks.put("int8-on-index-concatenation", Convolutions.indices());
    networks.put("tiny-workspace", Attention.mobileVit());
    networks.put("dynamic-input-without-profile", Convolutions.dynamic());
    networks.put("healthy", Convolutions.classifier());
    networks.put("int8-silently-not-used", Convolutions.plain());
    networks.put("silu-output-without-scale", Convolutions.silu());
    networks.put("silu-output-with-scale", Convolutions.silu());
    networks.put("depthwise-silu-output-without-scale", FusedBlocks.depthwiseSilu());
    networks.putAll(FieldNetworks.all());
    return networks;
  }
}
