package io.trtdoctor.trt;

import java.util.function.Supplier;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * The hook in ILogger: passes messages on, from whatever thread TensorRT logs on.
 *
 * <p>Must be referenced for as long as the builder lives, since native code holds it weakly.
 */
final class NativeLogger extends ILogger {
  private static final int ERROR = 1;
  private static final int VERBOSE = 4;

  private volatile TensorRt.Listener listener;
  private volatile boolean errorsOnly;
  private volatile boolean aside;

  NativeLogger(TensorRt.Listener listener) {
    this.listener = listener;
  }

  void passTo(TensorRt.Listener next, boolean onlyErrors) {
    listener = next;
    errorsOnly = onlyErrors;
  }

  /**
   * Does something that is no part of the build: what is logged meanwhile is passed on as verbose,
   * so that nobody takes an error in it for one of the build's.
   */
  <T> T aside(Supplier<T> work) {
    aside = true;
    try {
      return work.get();
    } finally {
      aside = false;
    }
  }

  @Override
  @SuppressWarnings("CatchAndPrintStackTrace") // no Java exception may cross native code
  public void log(Severity severity, String message) {
    try {
      int level = aside ? VERBOSE : severity.intern().value;
      if (!errorsOnly || level <= ERROR) {
        listener.message(level, message == null ? "" : message);
      }
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    }
  }
}
