package io.trtdoctor.environment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of JavaCPP's presets fits which TensorRT, and what each was built with: the versions stand
 * in the presets' own version numbers, {@code tensorrt-8.6-1.5.10} goes with {@code
 * cuda-12.3-8.9-1.5.10}.
 */
public final class TensorRtLines {
  /** The presets that builds are made with, oldest first. */
  public static final List<String> PRESETS = List.of("8.6", "10.6", "10.15");

  /**
   * What presets were built with.
   *
   * @param cuda the CUDA version
   * @param driver the driver that this CUDA came with
   * @param leastDriver the oldest driver that runs any CUDA of this major version, by minor version
   *     compatibility (CUDA Toolkit release notes, table "CUDA Toolkit and Minimum Required Driver
   *     Version for CUDA Minor Version Compatibility")
   * @param cudnnMajor the cuDNN that the JNI libraries are linked against
   */
  record Built(String cuda, String driver, String leastDriver, String cudnnMajor) {}

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.[\\d.]*)?");
  private static final int FIRST_OF_NEW_PRESETS = 15;

  private TensorRtLines() {}

  static Built of(String presets) {
    return switch (presets) {
      case "8.6" -> new Built("12.3", "545.23.06", "525.60.13", "8");
      case "10.15" -> new Built("13.1", "590.44.01", "580.65.06", "9");
      default -> new Built("12.6", "560.28.03", "525.60.13", "9");
    };
  }

  /** Major and minor version, empty if the text is not exact enough. */
  static Optional<String> lineOf(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches()
        ? Optional.of(matcher.group(1) + "." + matcher.group(2))
        : Optional.empty();
  }

  /** The presets for a TensorRT, empty if none fits. */
  static Optional<String> presetsFor(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return version.equals("10") ? Optional.of("10.6") : Optional.empty();
    }
    int minor = Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "8" -> minor == 6 ? Optional.of("8.6") : Optional.empty();
      case "10" -> Optional.of(minor >= FIRST_OF_NEW_PRESETS ? "10.15" : "10.6");
      default -> Optional.empty();
    };
  }
}
