package io.trtdoctor.data;

import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Samples one after the other, read or made as they are asked for; iterating again starts again.
 *
 * <p>An iterator throws {@link io.trtdoctor.error.BadInputException} for a sample that cannot be
 * read or lacks an input, {@link io.trtdoctor.error.UsageException} for an input without a shape.
 */
public interface Samples extends Iterable<NamedSample> {
  /**
   * The samples of a recipe, for the inputs as the model declares them.
   *
   * @param shapes of inputs that the network leaves open; their optimal one is used
   */
  static Samples of(Batches batches, Network network, Map<TensorName, ShapeRange> shapes) {
    return of(batches, NetworkInput.of(network, shapes));
  }

  /**
   * The samples of a recipe.
   *
   * @param batches of which, where a fault follows, the good ones count
   * @param inputs in the network's order, in which values are made
   */
  static Samples of(Batches batches, List<NetworkInput> inputs) {
    if (batches instanceof Batches.Synthetic synthetic) {
      return () -> new SyntheticSamples(synthetic, inputs);
    } else if (batches instanceof Batches.Faulty faulty) {
      return () -> new SyntheticSamples(faulty.good(), inputs);
    } else if (batches instanceof Batches.Files files) {
      return () -> new ReadAhead(new FileSamples(files, inputs));
    }
    return Collections::emptyIterator;
  }
}
