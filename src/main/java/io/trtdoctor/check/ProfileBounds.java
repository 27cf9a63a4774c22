package io.trtdoctor.check;

import io.trtdoctor.data.DeclaredArray;
import io.trtdoctor.data.NetworkInput;
import io.trtdoctor.model.BuildSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The shapes that the optimization profile allows, as far as options, command line or log tell. */
final class ProfileBounds {
  private final BuildSettings settings;

  ProfileBounds(BuildSettings settings) {
    this.settings = settings;
  }

  /**
   * Whether an array has a dimension that the profile does not allow. The number of items counts
   * only where the network and {@code --shapes} leave it to the files: others are cut into batches.
   */
  boolean excludes(DeclaredArray array) {
    List<Integer> min = bound(settings.minShapes(), array.input());
    List<Integer> max = bound(settings.maxShapes(), array.input());
    int first = array.input().isOpen() ? 0 : 1;
    return array
        .shape()
        .filter(there -> there.size() == min.size() && there.size() == max.size())
        .filter(
            there ->
                IntStream.range(first, there.size())
                    .anyMatch(i -> there.get(i) < min.get(i) || there.get(i) > max.get(i)))
        .isPresent();
  }

  /** From the least to the greatest shape; empty where no profile is known. */
  String told(NetworkInput input) {
    List<Integer> min = bound(settings.minShapes(), input);
    List<Integer> max = bound(settings.maxShapes(), input);
    return min.equals(max) ? min.toString() : min + " - " + max;
  }

  private List<Integer> bound(Map<String, List<Integer>> bounds, NetworkInput input) {
    String name = input.name().value();
    return bounds.getOrDefault(name, settings.optShapes().getOrDefault(name, List.of()));
  }
}
