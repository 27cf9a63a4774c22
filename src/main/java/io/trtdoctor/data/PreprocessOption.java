package io.trtdoctor.data;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.probe.Preprocessing;
import io.trtdoctor.probe.Preprocessing.Channels;
import io.trtdoctor.probe.Preprocessing.Filter;
import io.trtdoctor.probe.Preprocessing.Fit;
import io.trtdoctor.probe.Preprocessing.Layout;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How images become tensors, as a user says it: {@code [PRESET][,KEY=VALUE...]}.
 *
 * <p>Presets are {@code torchvision}, {@code yolo} and {@code clip}; keys {@code resize}, {@code
 * filter}, {@code layout}, {@code order}, {@code divide}, {@code mean}, {@code std} and {@code
 * pad}, which change what the preset says.
 */
final class PreprocessOption {
  private static final Map<String, Map<String, String>> PRESETS =
      Map.of(
          "torchvision",
          Map.of(
              "resize", "short:8/7",
              "filter", "bilinear",
              "mean", "0.485:0.456:0.406",
              "std", "0.229:0.224:0.225"),
          "yolo",
          Map.of("resize", "letterbox", "filter", "linear", "pad", "114"),
          "clip",
          Map.of(
              "resize", "short",
              "filter", "bicubic",
              "mean", "0.48145466:0.4578275:0.40821073",
              "std", "0.26862954:0.26130258:0.27577711"));

  private static final List<String> KEYS =
      List.of("resize", "filter", "layout", "order", "divide", "mean", "std", "pad");

  private final String option;
  private final Map<String, String> values = new LinkedHashMap<>();

  private PreprocessOption(String option) {
    this.option = option;
  }

  /**
   * Reads the option.
   *
   * @throws UsageException if it makes no sense
   */
  static PreprocessOption parse(String option) {
    PreprocessOption read = new PreprocessOption(option);
    String[] words = option.split(",", -1);
    boolean preset = PRESETS.containsKey(words[0]);
    if (preset) {
      read.values.putAll(PRESETS.get(words[0]));
    }
    for (String word : Arrays.asList(words).subList(preset ? 1 : 0, words.length)) {
      int at = word.indexOf('=');
      if (at < 1 || !KEYS.contains(word.substring(0, at))) {
        throw read.wrong();
      }
      read.values.put(word.substring(0, at), word.substring(at + 1));
    }
    return read;
  }

  /**
   * What becomes of an image for an input.
   *
   * @throws UsageException if the input is no image, or a value makes no sense
   */
  Preprocessing forInput(NetworkInput input) {
    List<Long> shape = input.shape();
    if (shape.size() < 3) {
      throw new UsageException(Message.of("data.no-image-input", input.name().value(), shape));
    }
    Layout layout = values.containsKey("layout") ? constant(Layout.class, "layout") : layout(shape);
    int last = shape.size() - 1;
    boolean planes = layout == Layout.NCHW;
    long channels = shape.get(planes ? last - 2 : last);
    int height = Math.toIntExact(shape.get(planes ? last - 1 : last - 2));
    int width = Math.toIntExact(shape.get(planes ? last : last - 1));
    if (channels < 1 || height < 1 || width < 1) {
      throw input.withoutShape();
    }
    if (channels != 1 && channels != 3) {
      throw new UsageException(Message.of("data.no-image-input", input.name().value(), shape));
    }
    return made(layout, channels == 1 ? Channels.GRAY : order(), height, width);
  }

  private Preprocessing made(Layout layout, Channels channels, int height, int width) {
    try {
      return new Preprocessing(
          fit(),
          fit() == Fit.SHORT_SIDE ? shortSide(Math.min(height, width)) : 0,
          constant(Filter.class, "filter", Filter.BILINEAR),
          width,
          height,
          layout,
          channels,
          number(values.getOrDefault("divide", "255")),
          numbers("mean", "0", channels.count()),
          numbers("std", "1", channels.count()),
          number(values.getOrDefault("pad", "0")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(wrong().explanation(), e);
    }
  }

  private static Layout layout(List<Long> shape) {
    long last = shape.get(shape.size() - 1);
    long third = shape.get(shape.size() - 3);
    return (last == 1 || last == 3) && third != 1 && third != 3 ? Layout.NHWC : Layout.NCHW;
  }

  private Channels order() {
    return constant(Channels.class, "order", Channels.RGB);
  }

  private Fit fit() {
    String word = values.getOrDefault("resize", "stretch");
    return word.startsWith("short") ? Fit.SHORT_SIDE : constant(Fit.class, "resize", Fit.STRETCH);
  }

  /**
   * {@code short:256} in pixels, {@code short:8/7} of the input's side, {@code short} that side.
   */
  private int shortSide(int side) {
    String word = values.get("resize");
    if (word.equals("short")) {
      return side;
    } else if (word.matches("short:\\d{1,5}")) {
      return Integer.parseInt(word.substring(word.indexOf(':') + 1));
    } else if (word.matches("short:\\d{1,5}/[1-9]\\d{0,4}")) {
      String[] parts = word.substring(word.indexOf(':') + 1).split("/", 2);
      return (int) Math.rint(side * number(parts[0]) / number(parts[1]));
    }
    throw wrong();
  }

  private List<Double> numbers(String key, String otherwise, int count) {
    List<Double> all =
        Arrays.stream(values.getOrDefault(key, otherwise).split(":", -1))
            .map(this::number)
            .toList();
    if (all.size() == count) {
      return all;
    }
    return all.size() == 1 ? Collections.nCopies(count, all.get(0)) : mixed(all, count);
  }

  /** A grey image is normalised by the mean over the colours. */
  private List<Double> mixed(List<Double> all, int count) {
    if (count != 1) {
      throw wrong();
    }
    return List.of(all.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UsageException(wrong().explanation(), e);
    }
  }

  private <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    return values.containsKey(key) ? constant(type, key) : otherwise;
  }

  private <E extends Enum<E>> E constant(Class<E> type, String key) {
    String name = values.get(key).toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(this::wrong);
  }

  private UsageException wrong() {
    return new UsageException(Message.of("data.preprocess-unknown", option));
  }
}
