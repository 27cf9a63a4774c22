package io.trtdoctor.inference;

import io.trtdoctor.error.MachineLacksException;
import io.trtdoctor.text.Message;

/** ONNX Runtime, which may be left out of the distribution. */
final class CpuRuntime {
  private static final String CLASS = "ai.onnxruntime.OrtEnvironment";

  private CpuRuntime() {}

  /**
   * Loads it.
   *
   * @throws MachineLacksException if it is not there, or its native code cannot be loaded
   */
  static void require() {
    require(CLASS);
  }

  static void require(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new MachineLacksException(Message.of("inference.no-runtime"), e);
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new MachineLacksException(
          Message.of("inference.no-native", String.valueOf(cause.getMessage())), e);
    }
  }
}
