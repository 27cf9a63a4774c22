package io.trtdoctor.probe;

import io.trtdoctor.text.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far the outputs of two engines are apart. */
public sealed interface OutputDifference {
  /**
   * The difference over all samples and outputs taken as one long list of values.
   *
   * @param maxAbsolute the greatest |candidate - reference|
   * @param relativeL2 |candidate - reference| / |reference| in the Euclidean norm; infinite if the
   *     reference is all zero and the candidate is not
   * @param cosine of the angle between both; 1 if both are all zero, 0 if one of them is
   * @param topOneAgreement how often both have their greatest value at the same place, from 0 to 1:
   *     each output is cut along its last axis with more than one element, the first of equal
   *     values counts; empty if no output has such an axis
   * @param values how many values were compared
   * @param notFinite at how many places one of the two is NaN or infinite; if there is any, the
   *     differences are infinite and the cosine is 0
   */
  record Measured(
      double maxAbsolute,
      double relativeL2,
      double cosine,
      OptionalDouble topOneAgreement,
      long values,
      long notFinite)
      implements OutputDifference {}

  /** The two cannot be compared: an output is missing or has another shape. */
  record Incomparable(Message reason) implements OutputDifference {}

  /** How far the candidate's outputs are from the reference's. */
  static OutputDifference between(Measurement reference, Measurement candidate) {
    Map<String, SampleOutput> others = byName(candidate.outputs());
    if (reference.outputs().isEmpty()) {
      return new Incomparable(Message.of("probe.no-outputs", why(reference)));
    }
    DifferenceSum sum = new DifferenceSum();
    for (SampleOutput expected : reference.outputs()) {
      SampleOutput found = others.remove(name(expected));
      if (found == null) {
        return missing(expected, candidate);
      } else if (!found.shape().equals(expected.shape())) {
        return otherShape(expected, found);
      }
      sum.add(expected, found);
    }
    return others.isEmpty() ? sum.result() : missing(others.values().iterator().next(), reference);
  }

  private static Map<String, SampleOutput> byName(List<SampleOutput> outputs) {
    return outputs.stream()
        .collect(
            Collectors.toMap(
                OutputDifference::name,
                Function.identity(),
                (first, again) -> again,
                java.util.LinkedHashMap::new));
  }

  private static String name(SampleOutput output) {
    return output.sample() + " " + output.tensor();
  }

  private static Incomparable missing(SampleOutput output, Measurement from) {
    return new Incomparable(
        Message.of("probe.output-missing", output.tensor(), output.sample(), why(from)));
  }

  private static Incomparable otherShape(SampleOutput expected, SampleOutput found) {
    return new Incomparable(
        Message.of(
            "probe.output-other-shape",
            expected.tensor(),
            expected.shape().toString(),
            found.shape().toString()));
  }

  private static String why(Measurement measurement) {
    return measurement.shortfall().orElse("-");
  }
}
