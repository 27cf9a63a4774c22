package io.trtdoctor.calibration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trtdoctor.model.CalibrationCache;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.TensorName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Caches and networks as tests need them. */
final class CacheText {
  static final String HEADER = "TRT-8601-EntropyCalibration2\n";

  private CacheText() {}

  /** A cache from the lines below its header. */
  static CalibrationCache of(String... lines) {
    String text = HEADER + String.join("\n", lines) + (lines.length == 0 ? "" : "\n");
    return CalibrationCacheReader.parse(text.getBytes(UTF_8), "test");
  }

  static CalibrationCache recording(String version) {
    return CalibrationCacheReader.read(
        Path.of("src/test/resources/recordings", version, "effvit.calib.cache"));
  }

  static String text(CalibrationCache cache) {
    return new String(CalibrationCacheWriter.bytes(cache), UTF_8);
  }

  /** The same cache with other names. */
  static CalibrationCache renamed(CalibrationCache cache, UnaryOperator<String> name) {
    return new CalibrationCache(
        cache.header(),
        cache.version(),
        cache.algorithm(),
        cache.entries().stream()
            .map(
                e ->
                    new CalibrationCache.Entry(
                        e.line(),
                        TensorName.of(name.apply(e.tensor().value())),
                        e.scale(),
                        e.hex()))
            .toList(),
        cache.unreadable());
  }

  static CacheNetwork network(Network network, Set<TensorName> constants) {
    return new CacheNetwork(network, constants::contains, List.of());
  }

  /** A network from the lines of a sketch, with tensors that share a scale. */
  static CacheNetwork network(List<List<String>> oneScale, String... lines) {
    SketchedNetwork sketch = SketchedNetwork.of(lines);
    return new CacheNetwork(
        sketch.network(),
        sketch.constants()::contains,
        oneScale.stream().map(g -> g.stream().map(TensorName::of).toList()).toList());
  }
}
