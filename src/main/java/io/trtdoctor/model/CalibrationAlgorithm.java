package io.trtdoctor.model;

import java.util.Arrays;
import java.util.Optional;

/** TensorRT's four calibrators, with the word for each in the header of a calibration cache. */
public enum CalibrationAlgorithm {
  ENTROPY_2("entropy2", "EntropyCalibration2", "IInt8EntropyCalibrator2"),
  ENTROPY("entropy", "EntropyCalibration", "IInt8EntropyCalibrator"),
  MIN_MAX("minmax", "MinMaxCalibration", "IInt8MinMaxCalibrator"),
  LEGACY("legacy", "LegacyCalibration", "IInt8LegacyCalibrator");

  private final String tag;
  private final String headerWord;
  private final String className;

  CalibrationAlgorithm(String tag, String headerWord, String className) {
    this.tag = tag;
    this.headerWord = headerWord;
    this.className = className;
  }

  /** The spelling on our command line. */
  public String tag() {
    return tag;
  }

  /** The word after the version in a cache's header line. */
  public String headerWord() {
    return headerWord;
  }

  /** The class of TensorRT's API. */
  public String className() {
    return className;
  }

  public static Optional<CalibrationAlgorithm> ofHeaderWord(String word) {
    return Arrays.stream(values()).filter(a -> a.headerWord.equals(word)).findFirst();
  }
}
