package io.trtdoctor.probe;

import io.trtdoctor.model.BuilderLayer;
import io.trtdoctor.model.CalibratorCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that was seen of a probe.
 *
 * @param log every message from the builder's creation on; what the child logged before the probe
 *     (creating the builder, parsing a network that was parsed already) stands first, at 0 seconds
 * @param phaseSeconds how long each part took: {@code parse}, {@code build}, {@code inspect} and
 *     {@code measure} as parts of it, and {@code start} where a child was started for it
 * @param calibratorCalls every callback into our calibrator
 * @param calibrationCache the cache that TensorRT wrote
 * @param planBytes the size of the serialised engine
 * @param stdout what the child printed, native code included
 * @param stderr likewise
 * @param engine the engine inspector's JSON
 * @param layers TensorRT's network before fusion, with what was asked of each layer
 * @param files crash reports and core files
 * @param machine the versions of TensorRT, CUDA and driver, the GPU's name, {@code pid}, the
 *     process that built, and {@code kept-since} where that was in an earlier run
 * @param measurement what came of running the engine, if the recipe asked for that and there is one
 */
public record Observations(
    List<LogMessage> log,
    Map<String, Double> phaseSeconds,
    List<CalibratorCall> calibratorCalls,
    Optional<String> calibrationCache,
    OptionalLong planBytes,
    String stdout,
    String stderr,
    Optional<String> engine,
    List<BuilderLayer> layers,
    List<String> files,
    Map<String, String> machine,
    Optional<Measurement> measurement) {
  /** {@code [MemUsageStats] Peak memory ... GPU 23 MiB} and {@code ..., GPU 1280 (MiB)}. */
  private static final Pattern GPU_MEMORY =
      Pattern.compile("\\[MemUsage.*?GPU (\\d+) (?:MiB|\\(MiB\\))");

  private static final String KEPT_SINCE = "kept-since";

  private static final long MEBIBYTE = 1L << 20;

  public Observations {
    log = List.copyOf(log);
    phaseSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(phaseSeconds));
    calibratorCalls = List.copyOf(calibratorCalls);
    layers = List.copyOf(layers);
    files = List.copyOf(files);
    machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
  }

  public static Observations none() {
    return new Observations(
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  /** The same, to be kept for later runs. */
  public Observations kept(Instant when) {
    Map<String, String> marked = new LinkedHashMap<>(machine);
    marked.put(KEPT_SINCE, when.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Observations(
        log,
        phaseSeconds,
        calibratorCalls,
        calibrationCache,
        planBytes,
        stdout,
        stderr,
        engine,
        layers,
        files,
        marked,
        measurement);
  }

  /** When it was seen (ISO 8601, UTC), if that was in an earlier run. */
  public Optional<String> keptSince() {
    return Optional.ofNullable(machine.get(KEPT_SINCE));
  }

  /** How often TensorRT asked for a batch. */
  public int batchesAskedFor() {
    return (int) calls().count();
  }

  /** How often it was handed one. */
  public int batchesHandedOver() {
    return (int) calls().filter(CalibratorCall::answered).count();
  }

  private java.util.stream.Stream<CalibratorCall> calls() {
    return calibratorCalls.stream().filter(c -> c.method() == CalibratorCall.Method.GET_BATCH);
  }

  /** The greatest use of GPU memory in bytes that the log tells of, the driver's share included. */
  public OptionalLong peakGpuBytes() {
    return log.stream()
        .map(message -> GPU_MEMORY.matcher(message.text()))
        .filter(Matcher::find)
        .mapToLong(m -> Long.parseLong(m.group(1)) * MEBIBYTE)
        .max();
  }

  /** The first error or worse. */
  public Optional<LogMessage> firstError() {
    return log.stream().filter(message -> message.severity().isError()).findFirst();
  }

  /** The last message, or an empty text. */
  public String lastLine() {
    return log.isEmpty() ? "" : log.get(log.size() - 1).text();
  }
}
