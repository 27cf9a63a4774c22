package io.trtdoctor.buildlog;

/**
 * Tells which messages mean that an engine came out.
 *
 * <p>{@code Engine generation completed} and {@code Total Activation Memory} do not: they are
 * printed for the calibration engine also.
 */
enum EngineMarker {
  /** Printed only once an engine is there. */
  CERTAIN,
  /** Printed near the end of a build; counts if nothing goes wrong after it. */
  NEAR_THE_END,
  NONE;

  static EngineMarker of(String message) {
    if (message.isEmpty()) {
      return NONE;
    }
    return switch (message.charAt(0)) {
      case 'A' -> of(message.startsWith("Adding ") && message.contains(" engine(s) to plan file"));
      case '[' -> memory(message);
      case 'B' -> of(message.startsWith("Build TRT engine elapsed time")); // torch_tensorrt
      case 'C' -> of(message.startsWith("Created engine with size")); // trtexec 10.x
      case 'E' -> engine(message);
      case 'F' -> of(message.startsWith("Finished engine building in")); // Polygraphy
      case '&' -> of(message.startsWith("&&&& PASSED")); // trtexec
      case 'T' -> of(message.startsWith("TensorRT: export success")); // Ultralytics
      case 's', 'S' -> // DeepStream
          of(
              message.regionMatches(true, 0, "serialize cuda engine", 0, 21)
                  && message.contains("successful"));
      default -> NONE;
    };
  }

  private static EngineMarker memory(String message) {
    // 8.2 and later; 8.0 ends in a snapshot
    return of(
        message.startsWith("[MemUsageChange] TensorRT-managed allocation in building engine")
            || message.startsWith("[MemUsageStats] Peak memory usage during Engine building")
            || message.startsWith("[MemUsageSnapshot] Builder end"));
  }

  private static EngineMarker engine(String message) {
    if (message.startsWith("Engine Layer Information:")) {
      return NEAR_THE_END;
    }
    return of(message.startsWith("Engine built in ")); // trtexec
  }

  private static EngineMarker of(boolean certain) {
    return certain ? CERTAIN : NONE;
  }
}
