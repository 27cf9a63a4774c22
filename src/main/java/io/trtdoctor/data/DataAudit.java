package io.trtdoctor.data;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.Network;
import io.trtdoctor.model.ShapeRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What calibration data are like, value by value; of every sample a few numbers are kept.
 *
 * @param name of the data, as the user gave it
 * @param generated whether they come out of a generator
 * @param batches how many are handed over
 * @param leftOver how many samples at the end do not fill a batch
 * @param inputs in the network's order
 * @param arrays what files say of themselves, those that are left out last
 */
public record DataAudit(
    String name,
    boolean generated,
    int batches,
    long leftOver,
    List<InputFacts> inputs,
    List<DeclaredArray> arrays) {
  public DataAudit {
    inputs = List.copyOf(inputs);
    arrays = List.copyOf(arrays);
  }

  /**
   * Reads all samples once.
   *
   * @param shapes of inputs that the network leaves open
   * @param expected ranges that the network was trained with, by input
   * @throws io.trtdoctor.error.BadInputException if a sample cannot be read; the message names it
   * @throws io.trtdoctor.error.UsageException if an input has no shape
   */
  public static DataAudit of(
      String name,
      GivenData data,
      Network network,
      Map<TensorName, ShapeRange> shapes,
      Map<TensorName, DynamicRange> expected) {
    return new Auditor(name, data, NetworkInput.of(network, shapes), expected).audit();
  }

  /** The same of generated data. */
  public static DataAudit of(Batches batches, Network network, Map<TensorName, ShapeRange> shapes) {
    return of("", new GivenData(batches), network, shapes, Map.of());
  }

  /** How many samples there are. */
  public int samples() {
    return inputs.stream().mapToInt(input -> input.samples().size()).max().orElse(0);
  }

  /** The samples that hold NaN or infinity, input after input. */
  public List<SampleFacts> notFinite() {
    return inputs.stream()
        .flatMap(input -> input.samples().stream())
        .filter(sample -> !sample.isFinite())
        .toList();
  }

  /** Whether there are samples, and all their values of floating type are NaN. */
  public boolean isAllNotANumber() {
    List<SampleFacts> floating =
        inputs.stream()
            .filter(facts -> facts.input().type().isFloat())
            .flatMap(facts -> facts.samples().stream())
            .toList();
    return !floating.isEmpty()
        && floating.stream().allMatch(sample -> sample.nans() == sample.count());
  }

  /** The batches, from 0, with a sample that holds NaN or infinity. */
  public Set<Integer> suspectBatches() {
    return notFinite().stream().map(SampleFacts::batch).collect(Collectors.toUnmodifiableSet());
  }
}
