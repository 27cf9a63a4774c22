package io.trtdoctor.trt;

import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * The hook in ILogger: passes messages on, from whatever thread TensorRT logs on.
 *
 * <p>Must be referenced for as long as the builder lives, since native code holds it weakly.
 */
final class NativeLogger extends ILogger {
  private static final int ERROR = 1;

  private volatile TensorRt.Listener listener;
  private volatile boolean errorsOnly;

  NativeLogger(TensorRt.Listener listener) {
    this.listener = listener;
  }

  void passTo(TensorRt.Listener next, boolean onlyErrors) {
    listener = next;
    errorsOnly = onlyErrors;
  }

  @Override
  @SuppressWarnings("CatchAndPrintStackTrace") // no Java exception may cross native code
  public void log(Severity severity, String message) {
    try {
      int level = severity.intern().value;
      if (!errorsOnly || level <= ERROR) {
        listener.message(level, message == null ? "" : message);
      }
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    }
  }
}
