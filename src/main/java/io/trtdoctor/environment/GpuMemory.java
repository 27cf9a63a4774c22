package io.trtdoctor.environment;

import java.util.List;

/** How much memory the GPUs have to spare. */
public final class GpuMemory {
  private static final List<String> QUESTION =
      List.of("nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits");

  private GpuMemory() {}

  /** Free bytes by GPU, in the driver's order; empty if nobody can say. */
  public static List<Long> free(Machine machine) {
    return machine.output(QUESTION).stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,12}"))
        .map(line -> Long.parseLong(line) << 20)
        .toList();
  }
}
