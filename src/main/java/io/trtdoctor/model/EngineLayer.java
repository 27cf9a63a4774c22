package io.trtdoctor.model;

import java.util.List;

/**
 * A layer of a built engine as the engine inspector describes it.
 *
 * @param name the engine's name for it
 * @param type its kind, for example {@code CaskConvolution} or {@code Reformat}
 * @param precision what it computes in: the type of its weights, or of its first input where it has
 *     none; {@link DataType#UNKNOWN} if the inspector does not say
 * @param format the layout and type of its first output, in TensorRT's words
 * @param tactic the kernel's name, empty if it has none
 * @param originals the layers of the network that were fused into it
 */
public record EngineLayer(
    String name,
    String type,
    DataType precision,
    String format,
    String tactic,
    List<String> originals) {
  public EngineLayer {
    originals = List.copyOf(originals);
  }
}
