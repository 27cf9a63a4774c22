package io.trtdoctor.check;

import io.trtdoctor.finding.Remedy;
import io.trtdoctor.finding.Remedy.Tool;
import io.trtdoctor.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The remedies by id.
 *
 * <p>A title is the text {@code remedies.ID} of the message catalogue. The snippets are in the
 * resource {@code remedies/ID.txt}: a line {@code --- TOOL} begins the snippet for one tool, and
 * {@code ${model}}, {@code ${cache}}, {@code ${layer}}, {@code ${tensor}}, {@code ${input}} stand
 * for names of the case at hand.
 */
public final class Remedies {
  private static final Map<String, String> STAND_INS =
      Map.of(
          "model", "model.onnx",
          "cache", "calibration.cache",
          "layer", "LAYER_NAME",
          "tensor", "TENSOR_NAME",
          "input", "INPUT_NAME",
          "shape", "1x3x224x224",
          "version", "VERSION");

  /** By id, as read: a log of many builds asks for the same ones again and again. */
  private static final Map<String, Map<Tool, String>> TEMPLATES = new ConcurrentHashMap<>();

  /** By id, with nothing but stand-ins. */
  private static final Map<String, Remedy> PLAIN = new ConcurrentHashMap<>();

  private static final String PLACEHOLDER = "${";
  private static final Pattern SECTION = Pattern.compile("(?m)^--- ([a-z]+)\\R");

  /**
   * Names come from models and logs: one that a shell or a compiler could take amiss is not put in.
   */
  private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N} _./:+*\\[\\](),@#=~-]+");

  private Remedies() {}

  /** The remedy with stand-ins such as {@code LAYER_NAME} in its snippets. */
  public static Remedy of(String id) {
    return of(id, Map.of());
  }

  /**
   * The remedy with names of the case in its snippets.
   *
   * @param names by placeholder; what is missing, or holds quotes and the like, stays a stand-in
   * @throws IllegalArgumentException if there is no such remedy, which is a bug of ours
   */
  public static Remedy of(String id, Map<String, String> names) {
    Map<String, String> values = new HashMap<>(STAND_INS);
    names.forEach(
        (key, value) -> {
          if (mentions(id, key) && HARMLESS.matcher(value).matches()) {
            values.put(key, value);
          }
        });
    return values.equals(STAND_INS)
        ? PLAIN.computeIfAbsent(id, plain -> remedy(plain, STAND_INS))
        : remedy(id, values);
  }

  private static Remedy remedy(String id, Map<String, String> values) {
    Map<Tool, String> snippets = new EnumMap<>(Tool.class);
    template(id).forEach((tool, text) -> snippets.put(tool, fill(text, values)));
    return new Remedy(id, Message.of("remedies." + id), snippets);
  }

  private static boolean mentions(String id, String name) {
    return template(id).values().stream().anyMatch(text -> text.contains(PLACEHOLDER + name + "}"));
  }

  private static Map<Tool, String> template(String id) {
    return TEMPLATES.computeIfAbsent(id, Remedies::templates);
  }

  private static Map<Tool, String> templates(String id) {
    String text = resource(id);
    Map<Tool, String> snippets = new EnumMap<>(Tool.class);
    Matcher section = SECTION.matcher(text);
    Optional<Tool> tool = Optional.empty();
    int from = 0;
    while (section.find()) {
      put(snippets, tool, text.substring(from, section.start()));
      tool = Optional.of(tool(section.group(1)));
      from = section.end();
    }
    put(snippets, tool, text.substring(from));
    return snippets;
  }

  private static void put(Map<Tool, String> snippets, Optional<Tool> tool, String text) {
    tool.ifPresent(t -> snippets.put(t, text.strip()));
  }

  private static String fill(String text, Map<String, String> values) {
    StringBuilder filled = new StringBuilder(text.length() + 64);
    int done = 0;
    for (int at = text.indexOf(PLACEHOLDER); at >= 0; at = text.indexOf(PLACEHOLDER, at + 1)) {
      int end = text.indexOf('}', at);
      String name = end < 0 ? "" : text.substring(at + PLACEHOLDER.length(), end);
      if (values.containsKey(name)) {
        filled.append(text, done, at).append(values.get(name));
        done = end + 1;
      }
    }
    return filled.append(text, done, text.length()).toString();
  }

  private static Tool tool(String tag) {
    return Arrays.stream(Tool.values())
        .filter(tool -> tool.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tool is called " + tag));
  }

  private static String resource(String id) {
    String name = "remedies/" + id + ".txt";
    try (InputStream in = Remedies.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no remedy " + id);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
