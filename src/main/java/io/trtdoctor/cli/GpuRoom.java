package io.trtdoctor.cli;

import io.trtdoctor.environment.GpuMemory;
import io.trtdoctor.environment.Machine;
import io.trtdoctor.worker.client.ChildSettings;
import java.util.List;

/** How many children the GPUs and the processors of this machine have room for. */
final class GpuRoom {
  private GpuRoom() {}

  /** At least one a GPU if there are cores for it; on the GPUs given, or the first if none is. */
  static int children(List<Integer> devices) {
    return children(devices, GpuMemory.free(Machine.local()));
  }

  static int children(List<Integer> devices, List<Long> freeBytes) {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> wanted = devices.isEmpty() ? List.of(0) : devices;
    int room =
        wanted.stream()
            .map(device -> device < freeBytes.size() ? freeBytes.get(device) : 0)
            .mapToInt(free -> ChildSettings.childrenFor(free, cores))
            .sum();
    return Math.min(room, cores);
  }
}
