package io.trtdoctor.environment;

import java.util.List;
import java.util.Optional;

/**
 * A TensorRT on this machine that builds can be made with.
 *
 * @param line its major and minor version, for example {@code 8.6}
 * @param origin how it came here
 * @param version as exact as it is known
 * @param presets the line of JavaCPP's presets that fit it: {@code 8.6}, {@code 10.6} or {@code
 *     10.15}
 * @param jars the folder with those presets, empty if they have not been fetched
 * @param libraries folders with its shared libraries, in the order in which to look
 * @param home for {@link Origin#FETCHED} the folder with {@code jars}, {@code lib} and {@code nat}
 * @param standIns whether cuBLAS, cuDNN and NVRTC there are stand-ins, so that plugins and tactics
 *     that call them, TensorRT's own plugins among them, do not work
 */
public record TensorRtSource(
    String line,
    Origin origin,
    Optional<String> version,
    String presets,
    Optional<String> jars,
    List<String> libraries,
    Optional<String> home,
    boolean standIns) {
  /** How a TensorRT came to this machine. */
  public enum Origin {
    /** Installed where the loader or Python finds it. */
    SYSTEM,
    /** By {@code scripts/fetch-natives} or an offline kit. */
    FETCHED
  }

  public TensorRtSource {
    libraries = List.copyOf(libraries);
  }

  /** Where it lies. */
  public String place() {
    return home.orElseGet(() -> libraries.isEmpty() ? "" : libraries.get(0));
  }
}
