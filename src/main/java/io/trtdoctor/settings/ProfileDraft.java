package io.trtdoctor.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of an optimization profile while they are taken in.
 *
 * <p>As in trtexec (NVIDIA/TensorRT, samples/common/sampleOptions.cpp, processShapes): {@code
 * shapes} or {@code optShapes} alone stand for all three.
 */
final class ProfileDraft {
  static final String SHAPES = "shapes";
  static final String MIN = "minShapes";
  static final String OPT = "optShapes";
  static final String MAX = "maxShapes";

  private final Map<String, Map<String, List<Integer>>> given = new HashMap<>();

  void put(String setting, Map<String, List<Integer>> shapes) {
    given.computeIfAbsent(setting, s -> new HashMap<>()).putAll(shapes);
  }

  Map<String, List<Integer>> min() {
    return resolved(MIN);
  }

  Map<String, List<Integer>> opt() {
    return resolved(OPT);
  }

  Map<String, List<Integer>> max() {
    return resolved(MAX);
  }

  void requireOrdered() {
    Shapes.requireOrdered(MIN, min(), OPT, opt());
    Shapes.requireOrdered(OPT, opt(), MAX, max());
    Shapes.requireOrdered(MIN, min(), MAX, max());
  }

  private Map<String, List<Integer>> resolved(String setting) {
    boolean optAlone = !given.containsKey(MIN) && !given.containsKey(MAX);
    if (optAlone && given.containsKey(OPT)) {
      return given.get(OPT);
    }
    return optAlone ? of(SHAPES) : of(setting);
  }

  private Map<String, List<Integer>> of(String setting) {
    return given.getOrDefault(setting, Map.of());
  }
}
