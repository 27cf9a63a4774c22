package io.trtdoctor.data;

import io.trtdoctor.model.TensorName;
import io.trtdoctor.model.TensorValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sample that a calibrator hands over: a batch.
 *
 * @param source where it comes from, as a person would name it: the file, with the block's number
 *     in square brackets if it holds several, or the generator with the batch's
 * @param values of each input, in the network's order
 */
public record NamedSample(String source, Map<TensorName, TensorValues> values) {
  public NamedSample {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
