package io.trtdoctor.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the driver for itself and its GPUs, through /proc and nvidia-smi. */
final class DriverProbe {
  private static final Pattern KERNEL_MODULE =
      Pattern.compile("Kernel Module(?:\\s+for\\s+\\S+)?\\s+(\\d+(?:\\.\\d+)+)");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.*\\S)\\s*$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Machine machine;
  private final FileTree files;
  private final List<List<String>> rows;

  DriverProbe(Machine machine) {
    this.machine = machine;
    this.files = new FileTree(machine.root());
    this.rows = rows();
  }

  /** The version of the kernel module, or of what nvidia-smi says where /proc says nothing. */
  Optional<String> version() {
    return files
        .text("/proc/driver/nvidia/version")
        .map(KERNEL_MODULE::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .or(() -> rows.stream().map(row -> row.get(0)).findFirst());
  }

  List<Gpu> gpus() {
    return rows.isEmpty() ? fromProc() : rows.stream().map(DriverProbe::gpu).toList();
  }

  /** Driver version, name, memory and, where the driver knows the question, compute capability. */
  private List<List<String>> rows() {
    String fields = "driver_version,name,memory.total";
    return query(fields + ",compute_cap").or(() -> query(fields)).orElse(List.of());
  }

  private Optional<List<List<String>>> query(String fields) {
    return machine
        .output(List.of("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader,nounits"))
        .map(output -> output.lines().map(DriverProbe::row).filter(r -> r.size() >= 3).toList())
        .filter(found -> !found.isEmpty());
  }

  private static List<String> row(String line) {
    return List.of(line.strip().split("\\s*,\\s*"));
  }

  private static Gpu gpu(List<String> row) {
    Optional<String> capability =
        row.size() > 3 && row.get(3).matches("\\d+\\.\\d+")
            ? Optional.of(row.get(3))
            : Optional.empty();
    OptionalLong memory =
        NUMBER.matcher(row.get(2)).matches()
            ? OptionalLong.of(Long.parseLong(row.get(2)))
            : OptionalLong.empty();
    return new Gpu(row.get(1), capability, memory);
  }

  private List<Gpu> fromProc() {
    List<Gpu> gpus = new ArrayList<>();
    files
        .expand("/proc/driver/nvidia/gpus/*/information")
        .forEach(
            file ->
                files
                    .text(files.name(file))
                    .map(MODEL::matcher)
                    .filter(Matcher::find)
                    .ifPresent(
                        m ->
                            gpus.add(new Gpu(m.group(1), Optional.empty(), OptionalLong.empty()))));
    return gpus;
  }
}
