package io.trtdoctor.cli;

import io.trtdoctor.model.BuildSettings;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import java.util.HashMap;
import java.util.Map;

/** The shapes of inputs that settings give. */
final class ProfileShapes {
  private ProfileShapes() {}

  static Map<TensorName, ShapeRange> of(BuildSettings settings) {
    Map<TensorName, ShapeRange> found = new HashMap<>();
    settings
        .optShapes()
        .forEach(
            (input, opt) ->
                found.put(
                    TensorName.of(input),
                    new ShapeRange(
                        settings.minShapes().getOrDefault(input, opt),
                        opt,
                        settings.maxShapes().getOrDefault(input, opt))));
    return Map.copyOf(found);
  }
}
