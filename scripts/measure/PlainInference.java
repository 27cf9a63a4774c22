import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;

/** Runs a network with one FP32 input on normal noise, as ONNX Runtime does it by default. */
public final class PlainInference {
  public static void main(String[] args) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(args[0])) {
      Map.Entry<String, NodeInfo> input = session.getInputInfo().entrySet().iterator().next();
      long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
      int elements = 1;
      for (long size : shape) {
        elements *= (int) size;
      }
      Random random = new Random(1);
      for (int sample = 0; sample < Integer.parseInt(args[1]); sample++) {
        FloatBuffer values = FloatBuffer.allocate(elements);
        while (values.hasRemaining()) {
          values.put((float) random.nextGaussian());
        }
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values.flip(), shape)) {
          session.run(Map.of(input.getKey(), tensor)).close();
        }
      }
    }
  }
}
