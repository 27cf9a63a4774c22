package io.trtdoctor.check;

import io.trtdoctor.buildlog.BuildLog;
import io.trtdoctor.buildlog.BuildLogReader;
import io.trtdoctor.calibration.CalibrationCacheReader;
import io.trtdoctor.check.CaseInputs.NamedCache;
import io.trtdoctor.data.DataAudit;
import io.trtdoctor.finding.Finding;
import io.trtdoctor.graph.NetworkGraph;
import io.trtdoctor.model.BuildSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A case whose log and cache are written out in a test, read as a user's would be. */
record LogText(CaseInputs inputs) {
  static final String ERROR = "[03/14/2025-09:26:53] [TRT] [E] ";
  static final String WARNING = "[03/14/2025-09:26:53] [TRT] [W] ";
  static final String INFO = "[03/14/2025-09:26:53] [TRT] [I] ";
  static final String VERBOSE = "[03/14/2025-09:26:53] [TRT] [V] ";

  static final String STARTING = INFO + "Starting Calibration.";
  static final String BATCH = INFO + "  Calibrated batch 0 in 0.0549423 seconds.";
  static final String POST_PROCESSED =
      INFO + "  Post Processing Calibration data in 18.6362 seconds.";
  static final String POST_PROCESSED_NOTHING =
      INFO + "  Post Processing Calibration data in 3.121e-06 seconds.";
  static final String LOOKUP_FAILED = ERROR + "1: Unexpected exception _Map_base::at";
  static final String NO_SCALES =
      ERROR
          + "4: [standardEngineBuilder.cpp::initCalibrationParams::1714] Error Code 4: Internal"
          + " Error (Calibration failure occurred with no scaling factors detected. This could be"
          + " due to no int8 calibrator or insufficient custom scales for network layers.)";
  static final String CALIBRATOR_ABSENT =
      WARNING
          + "Calibrator is not being used. Users must provide dynamic range for all tensors that"
          + " are not Int32 or Bool.";
  static final String CACHE_READ =
      INFO + "Reading Calibration Cache for calibrator: EntropyCalibration2";
  static final String CACHE_REJECTED =
      INFO + "Calibration table does not match calibrator algorithm type.";
  static final String ENGINE = VERBOSE + "Adding 1 engine(s) to plan file.";

  static LogText of(String... lines) {
    return new LogText(
        new CaseInputs(
            Optional.of(read(lines)), BuildSettings.unknown(), Optional.empty(), Optional.empty()));
  }

  /** No log at all. */
  static LogText none() {
    return new LogText(
        new CaseInputs(
            Optional.empty(), BuildSettings.unknown(), Optional.empty(), Optional.empty()));
  }

  private static BuildLog read(String... lines) {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    List<BuildLog> builds = new ArrayList<>();
    BuildLogReader.read(new ByteArrayInputStream(text), "build.log", builds::add);
    return builds.get(0);
  }

  static String missing(String tensor) {
    return WARNING
        + "Missing scale and zero-point for tensor "
        + tensor
        + ", expect fall back to non-int8 implementation for any layer consuming or producing"
        + " given tensor";
  }

  static String inEffect(String tensor, String scale) {
    return VERBOSE
        + "INT8 Inference Tensor scales and zero-points: "
        + tensor
        + " scale and zero-point Quantization(scale: {"
        + scale
        + ",}, zero-point: {0,})";
  }

  static String rejected(String layer, String tensor, String where) {
    return VERBOSE
        + "Rejecting some int8 implementation of layer "
        + layer
        + " due to missing int8 scales for tensor "
        + tensor
        + " at "
        + where
        + " index 0";
  }

  LogText cache(String... lines) {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    NamedCache cache =
        new NamedCache("calib.cache", CalibrationCacheReader.parse(text, "calib.cache"));
    return new LogText(
        new CaseInputs(inputs.log(), inputs.settings(), inputs.network(), Optional.of(cache)));
  }

  LogText network(NetworkGraph network) {
    return new LogText(SampleNetwork.with(inputs, network));
  }

  LogText data(DataAudit audit) {
    return new LogText(inputs.withData(Optional.of(audit)));
  }

  LogText settings(BuildSettings settings) {
    return new LogText(new CaseInputs(inputs.log(), settings, inputs.network(), inputs.cache()));
  }

  /** What a check finds in the case. */
  List<Finding> examinedBy(Check check) {
    return check.examine(inputs);
  }

  /** The single finding of a check, which has to have words in both languages. */
  Finding foundBy(Check check) {
    List<Finding> findings = examinedBy(check);
    if (findings.size() != 1) {
      throw new AssertionError("one finding expected: " + findings);
    }
    for (io.trtdoctor.text.Language language : io.trtdoctor.text.Language.values()) {
      SpokenFinding.in(language, findings.get(0));
    }
    return findings.get(0);
  }
}
