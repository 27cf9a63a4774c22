package io.trtdoctor.environment;

import java.util.List;

/** How much memory the GPUs have. */
public final class GpuMemory {

  private GpuMemory() {}

  /** Free bytes by GPU, in the driver's order; empty if nobody can say. */
  public static List<Long> free(Machine machine) {
    return asked("memory.free", machine);
  }

  /** All the bytes of each GPU, likewise. */
  public static List<Long> whole(Machine machine) {
    return asked("memory.total", machine);
  }

  private static List<Long> asked(String what, Machine machine) {
    return machine
        .output(List.of("nvidia-smi", "--query-gpu=" + what, "--format=csv,noheader,nounits"))
        .stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,12}"))
        .map(line -> Long.parseLong(line) << 20)
        .toList();
  }
}
