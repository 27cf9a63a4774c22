package io.trtdoctor.data;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.text.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges that a network was trained with, as a user says them: {@code [INPUT:]MIN:MAX}. */
public final class ExpectedRanges {
  private static final String NUMBER = "[-+]?\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?";
  private static final Pattern RANGE =
      Pattern.compile("(?:(.+):)?(" + NUMBER + "):(" + NUMBER + ")");

  private ExpectedRanges() {}

  /**
   * The ranges by input; one without an input counts for all that have none of their own.
   *
   * @throws UsageException if an option makes no sense or names no input
   */
  public static Map<TensorName, DynamicRange> parse(List<String> options, Network network) {
    Map<TensorName, DynamicRange> ranges = new HashMap<>();
    for (String option : options) {
      Matcher words = RANGE.matcher(option);
      if (!words.matches()) {
        throw wrong(option);
      }
      DynamicRange range =
          new DynamicRange(Float.parseFloat(words.group(2)), Float.parseFloat(words.group(3)));
      if (range.min() >= range.max()) {
        throw wrong(option);
      }
      if (words.group(1) == null) {
        network.inputs().forEach(input -> ranges.putIfAbsent(input, range));
      } else {
        ranges.put(input(words.group(1), option, network), range);
      }
    }
    return Map.copyOf(ranges);
  }

  private static TensorName input(String name, String option, Network network) {
    return network.inputs().stream()
        .filter(input -> input.value().equals(name))
        .findFirst()
        .orElseThrow(() -> wrong(option));
  }

  private static UsageException wrong(String option) {
    return new UsageException(Message.of("data.range-unknown", option));
  }
}
