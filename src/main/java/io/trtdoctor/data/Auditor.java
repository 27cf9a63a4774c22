package io.trtdoctor.data;

import io.trtdoctor.model.DynamicRange;
import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads samples and notes what they are like. Batches that are put together from several files are
 * taken apart again, so that each file is looked at by itself.
 */
final class Auditor {
  private final String name;
  private final GivenData data;
  private final List<NetworkInput> inputs;
  private final Map<TensorName, DynamicRange> expected;
  private final int pieces;
  private final Map<TensorName, InputTally> tallies = new LinkedHashMap<>();

  Auditor(
      String name,
      GivenData data,
      List<NetworkInput> inputs,
      Map<TensorName, DynamicRange> expected) {
    this.name = name;
    this.data = data;
    this.inputs = inputs;
    this.expected = expected;
    this.pieces = data.batches() instanceof Batches.Files files ? pieces(files, inputs) : 1;
  }

  /** How many samples each batch is put together from; 1 if that differs. */
  private static int pieces(Batches.Files files, List<NetworkInput> inputs) {
    List<Integer> counts =
        files.samples().stream()
            .flatMap(sample -> sample.inputs().values().stream())
            .map(List::size)
            .distinct()
            .toList();
    boolean whole =
        counts.size() == 1 && inputs.stream().allMatch(input -> input.items() % counts.get(0) == 0);
    return whole ? counts.get(0) : 1;
  }

  DataAudit audit() {
    List<NetworkInput> ofOne = inputs.stream().map(this::ofOne).toList();
    ofOne.forEach(input -> tallies.put(input.name(), new InputTally(input)));
    int number = 0;
    for (NamedSample sample : Samples.of(apart(), ofOne)) {
      int place = number++;
      sample
          .values()
          .forEach(
              (input, values) ->
                  tallies.get(input).add(place, place / pieces, sample.source(), values));
    }
    return new DataAudit(
        name,
        !(data.batches() instanceof Batches.Files),
        number / pieces,
        data.leftOver(),
        tallies.values().stream().map(tally -> tally.facts(expectedOf(tally.input()))).toList(),
        arrays());
  }

  private List<DeclaredArray> arrays() {
    List<DeclaredArray> arrays = new ArrayList<>();
    if (data.batches() instanceof Batches.Files files) {
      arrays.addAll(new DeclaredArrays(inputs).in(files));
    }
    data.unfit().forEach(unfit -> arrays.add(unfit.array()));
    return arrays;
  }

  private Optional<DynamicRange> expectedOf(NetworkInput input) {
    return Optional.ofNullable(expected.get(input.name()));
  }

  private NetworkInput ofOne(NetworkInput input) {
    if (pieces == 1) {
      return input;
    }
    List<Long> shape = new ArrayList<>(input.shape());
    shape.set(0, shape.get(0) / pieces);
    return new NetworkInput(input.name(), input.type(), shape);
  }

  private Batches apart() {
    if (pieces == 1 || !(data.batches() instanceof Batches.Files files)) {
      return data.batches();
    }
    List<Sample> all = new ArrayList<>();
    for (Sample batch : files.samples()) {
      for (int i = 0; i < pieces; i++) {
        int piece = i;
        Map<String, List<Batches.Source>> one = new LinkedHashMap<>();
        batch.inputs().forEach((input, sources) -> one.put(input, List.of(sources.get(piece))));
        all.add(new Sample(one));
      }
    }
    return new Batches.Files(all);
  }
}
