package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.CalibrationCache;
import java.util.Optional;
import java.util.OptionalLong;

/** All that is at hand to judge one build by; for one thread at a time. */
public final class CaseInputs {
  private final Optional<BuildLog> log;
  private final BuildSettings settings;
  private final Optional<NetworkGraph> network;
  private final Optional<NamedCache> cache;
  private final Optional<DataAudit> data;
  private final OptionalLong gpuMemory;
  private Optional<ScaleCover> cover = Optional.empty();

  /** A calibration cache with the name the user gave it by. */
  public record NamedCache(String name, CalibrationCache cache) {}

  /**
   * What is at hand.
   *
   * @param log what the build printed; empty when only a model or a cache was given
   * @param settings how the build was made, as far as the command line and the log say
   */
  public CaseInputs(
      Optional<BuildLog> log,
      BuildSettings settings,
      Optional<NetworkGraph> network,
      Optional<NamedCache> cache) {
    this(log, settings, network, cache, Optional.empty(), OptionalLong.empty());
  }

  private CaseInputs(
      Optional<BuildLog> log,
      BuildSettings settings,
      Optional<NetworkGraph> network,
      Optional<NamedCache> cache,
      Optional<DataAudit> data,
      OptionalLong gpuMemory) {
    this.log = log;
    this.settings = settings;
    this.network = network;
    this.cache = cache;
    this.data = data;
    this.gpuMemory = gpuMemory;
  }

  /** The same with what the calibration data are like. */
  public CaseInputs withData(Optional<DataAudit> audit) {
    return new CaseInputs(log, settings, network, cache, audit, gpuMemory);
  }

  /** The same with the bytes of memory that the GPU has, if that is known. */
  public CaseInputs withGpuMemory(OptionalLong bytes) {
    return new CaseInputs(log, settings, network, cache, data, bytes);
  }

  /** All the memory of the GPU that calibrates, in bytes. */
  OptionalLong gpuMemory() {
    return gpuMemory;
  }

  /** What the calibration data are like, empty if nobody gave any. */
  public Optional<DataAudit> data() {
    return data;
  }

  public Optional<BuildLog> log() {
    return log;
  }

  public BuildSettings settings() {
    return settings;
  }

  public Optional<NetworkGraph> network() {
    return network;
  }

  public Optional<NamedCache> cache() {
    return cache;
  }

  /** Which tensors have scales by the log; worked out once, because many checks ask. */
  ScaleCover cover() {
    if (cover.isEmpty()) {
      cover = Optional.of(new ScaleCover(network, log.orElseThrow()));
    }
    return cover.orElseThrow();
  }
}
