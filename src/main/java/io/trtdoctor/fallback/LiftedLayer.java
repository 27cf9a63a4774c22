package io.trtdoctor.fallback;

import io.trtdoctor.model.DataType;
import io.trtdoctor.model.LayerName;
import java.util.Optional;

/**
 * A layer that the fallback asks something else of than the build that failed.
 *
 * @param name as TensorRT spells it
 * @param from the precision that was asked for before
 * @param to the precision asked for now, empty if the layer was let go: nothing is asked of it
 */
public record LiftedLayer(LayerName name, DataType from, Optional<DataType> to) {}
