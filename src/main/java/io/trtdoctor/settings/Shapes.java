package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.settings.NamedValues.Pair;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Input shapes as trtexec ({@code input:1x3x224x224}) and Polygraphy ({@code input:[1,3,8]}) take.
 */
final class Shapes {
  private static final Pattern BRACKETS = Pattern.compile("(.+?):\\s*[\\[(](.*)[\\])]");
  private static final Pattern OLD_POLYGRAPHY = Pattern.compile("([^:]+),([\\dxX]+)");
  private static final String SCALAR = "scalar";

  private Shapes() {}

  /** The dimensions by input name of a list in trtexec's syntax, in the order given. */
  static Map<String, List<Integer>> parse(GivenOption option) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (Pair pair : NamedValues.parse(option)) {
      shapes.put(pair.name(), dimensions(pair.value(), "x", option));
    }
    return shapes;
  }

  /** The dimensions by input name of Polygraphy's words. */
  static Map<String, List<Integer>> parsePolygraphy(List<String> words, GivenOption option) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (String word : words) {
      Matcher brackets = BRACKETS.matcher(word);
      Matcher old = OLD_POLYGRAPHY.matcher(word);
      if (brackets.matches()) {
        shapes.put(brackets.group(1), dimensions(brackets.group(2), "[,x]", option));
      } else if (old.matches()) {
        shapes.put(old.group(1), dimensions(old.group(2), "[xX]", option));
      } else {
        throw new UsageException(Message.of("settings.malformed-shape", option.name(), word));
      }
    }
    return shapes;
  }

  /**
   * Compares the profile's shapes input by input.
   *
   * @throws UsageException if a minimum is above its optimum or an optimum above its maximum, or
   *     the number of dimensions differs
   */
  static void requireOrdered(
      String smallerName,
      Map<String, List<Integer>> smaller,
      String greaterName,
      Map<String, List<Integer>> greater) {
    smaller.forEach(
        (input, dimensions) -> {
          List<Integer> others = greater.getOrDefault(input, dimensions);
          if (!isOrdered(dimensions, others)) {
            throw new UsageException(
                Message.of(
                    "settings.shapes-not-ordered",
                    input,
                    smallerName,
                    text(dimensions),
                    greaterName,
                    text(others)));
          }
        });
  }

  private static boolean isOrdered(List<Integer> smaller, List<Integer> greater) {
    if (smaller.size() != greater.size()) {
      return false;
    }
    for (int i = 0; i < smaller.size(); i++) {
      if (smaller.get(i) > greater.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(List<Integer> dimensions) {
    return String.join("x", dimensions.stream().map(String::valueOf).toList());
  }

  private static List<Integer> dimensions(String text, String separator, GivenOption option) {
    if (text.equals(SCALAR) || text.isBlank()) {
      return List.of();
    }
    List<Integer> dimensions = new ArrayList<>();
    for (String number : Arrays.asList(text.split(separator, -1))) {
      dimensions.add(dimension(number.strip(), text, option));
    }
    return dimensions;
  }

  private static int dimension(String number, String shape, GivenOption option) {
    try {
      int value = Integer.parseInt(number);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(Message.of("settings.malformed-shape", option.name(), shape), e);
    }
    throw new UsageException(Message.of("settings.malformed-shape", option.name(), shape));
  }
}
