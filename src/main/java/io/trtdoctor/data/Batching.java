package io.trtdoctor.data;

import io.trtdoctor.data.GivenData.Unfit;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Format;
import io.trtdoctor.probe.Batches.Sample;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Puts what files hold into batches of the size that the inputs have: whole batches if every file
 * holds such, else item by item. A short batch at the end is left out, as TensorRT takes none.
 */
final class Batching {
  /** The batches of one input, and how many items are left over. */
  private record OfInput(List<List<Source>> batches, long left) {}

  private final Map<NetworkInput, List<Portion>> portions;
  private final List<Unfit> unfit = new ArrayList<>();

  Batching(Map<NetworkInput, List<Portion>> portions) {
    this.portions = new LinkedHashMap<>(portions);
  }

  /** The batches, and the files that do not divide into items of their input. */
  GivenData batches() {
    Set<Integer> bad = unfitPlaces();
    Map<NetworkInput, OfInput> all = new LinkedHashMap<>();
    portions.forEach((input, parts) -> all.put(input, ofInput(input, without(bad, parts))));
    int count = all.values().stream().mapToInt(of -> of.batches().size()).min().orElse(0);
    long left = 0;
    for (Map.Entry<NetworkInput, OfInput> of : all.entrySet()) {
      long unused = (long) (of.getValue().batches().size() - count) * of.getKey().items();
      left = Math.max(left, of.getValue().left() + unused);
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(sample(all, i));
    }
    return new GivenData(new Batches.Files(samples), left, unfit);
  }

  private static Sample sample(Map<NetworkInput, OfInput> all, int batch) {
    Map<String, List<Source>> inputs = new LinkedHashMap<>();
    all.forEach(
        (input, of) ->
            inputs.put(key(input, all.size(), of.batches().get(batch)), of.batches().get(batch)));
    return new Sample(inputs);
  }

  /** Files that name no input feed whatever the only one is called. */
  private static String key(NetworkInput input, int inputs, List<Source> batch) {
    Format format = batch.get(0).format();
    boolean named = format == Format.NPZ || format == Format.POLYGRAPHY;
    return inputs == 1 && !named ? "*" : input.name().value();
  }

  private static OfInput ofInput(NetworkInput input, List<Portion> parts) {
    if (input.isOpen()) {
      return new OfInput(parts.stream().map(part -> List.of(part.piece(0))).toList(), 0);
    }
    long size = input.count();
    long item = size / input.items();
    if (parts.stream().allMatch(part -> part.fits(size))) {
      return new OfInput(pieces(parts, size).stream().map(List::of).toList(), 0);
    }
    return grouped(pieces(parts, item), input.items());
  }

  /** Where in the order of the files one does not fit; its fellows for other inputs go with it. */
  private Set<Integer> unfitPlaces() {
    Set<Integer> bad = new HashSet<>();
    portions.forEach(
        (input, parts) -> {
          for (int i = 0; i < parts.size(); i++) {
            if (!isFit(input, parts.get(i))) {
              bad.add(i);
            }
          }
        });
    return bad;
  }

  private static List<Portion> without(Set<Integer> bad, List<Portion> parts) {
    return IntStream.range(0, parts.size())
        .filter(place -> !bad.contains(place))
        .mapToObj(parts::get)
        .toList();
  }

  private boolean isFit(NetworkInput input, Portion part) {
    Optional<Message> why = input.isOpen() ? otherShape(input, part) : uneven(input, part);
    why.ifPresent(message -> unfit.add(new Unfit(part.declared(input), message)));
    return why.isEmpty();
  }

  private static Optional<Message> uneven(NetworkInput input, Portion part) {
    long item = input.count() / input.items();
    return part.fits(input.count()) || part.fits(item)
        ? Optional.empty()
        : Optional.of(
            Message.of("data.uneven", part.name(), part.elements(), input.name().value(), item));
  }

  /** A file is a batch with a shape of its own where the network leaves the shape open. */
  private static Optional<Message> otherShape(NetworkInput input, Portion part) {
    if (OpenShape.of(input, part.elements(), part.shape()).isPresent()) {
      return Optional.empty();
    }
    List<Long> shape = part.shape().orElseThrow(input::withoutShape);
    return Optional.of(
        Message.of("data.open-shape", part.name(), shape, input.name().value(), input.shape()));
  }

  private static List<Source> pieces(List<Portion> parts, long size) {
    List<Source> pieces = new ArrayList<>();
    for (Portion part : parts) {
      for (int i = 0; i < part.elements() / size; i++) {
        pieces.add(part.piece(i));
      }
    }
    return pieces;
  }

  private static OfInput grouped(List<Source> items, int size) {
    List<List<Source>> batches = new ArrayList<>();
    for (int from = 0; from + size <= items.size(); from += size) {
      batches.add(List.copyOf(items.subList(from, from + size)));
    }
    return new OfInput(batches, items.size() % size);
  }
}
