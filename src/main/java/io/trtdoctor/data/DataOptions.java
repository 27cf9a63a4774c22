package io.trtdoctor.data;

import java.util.Optional;

/**
 * What a user says of calibration data.
 *
 * @param data where they are: {@code --data}
 * @param preprocess how images become tensors: {@code --preprocess}
 * @param raw of what type raw values are, and of what shape a sample: {@code --raw}
 */
public record DataOptions(String data, Optional<String> preprocess, Optional<String> raw) {
  /** Data that need nothing else said. */
  public static DataOptions of(String data) {
    return new DataOptions(data, Optional.empty(), Optional.empty());
  }
}
